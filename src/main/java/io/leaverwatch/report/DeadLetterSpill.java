package io.leaverwatch.report;

import io.leaverwatch.domain.DeadLetter;
import io.leaverwatch.formats.DeadLetterWriter;
import io.leaverwatch.formats.InputKind;
import java.io.IOException;
import java.nio.file.Path;

/** Dead letters of one writer, in the order of their sources and positions. */
public final class DeadLetterSpill implements RecordSpill<DeadLetter> {
    static final String NAME = "dead-letters";

    private final Spill spill;

    /**
     * @param folder where the files go
     * @param writer a number that no other writer of dead letters has
     */
    public DeadLetterSpill(Path folder, int writer) {
        this.spill = new Spill(folder, NAME, writer, SpilledRecords.once());
    }

    @Override
    public void add(DeadLetter letter) throws IOException {
        InputKind kind = kind(letter.kind());
        spill.add(letter.sourceOrder(), letter.position(), 0, kind.ordinal(), DeadLetterWriter.write(letter));
    }

    static InputKind kind(String word) {
        for (InputKind kind : InputKind.values()) {
            if (kind.word().equals(word)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no kind of input: " + word);
    }

    @Override
    public void close() throws IOException {
        spill.close();
    }
}

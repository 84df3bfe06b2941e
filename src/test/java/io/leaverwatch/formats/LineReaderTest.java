package io.leaverwatch.formats;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.domain.DeadLetter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineReaderTest {
    private static final Place PLACE = Place.ofFile(InputKind.ACCESS, 0, "f");
    private static final String MARK = "\u00ef\u00bb\u00bf";

    @Test
    void endsALineAtALineFeedAndDropsOneCarriageReturnBeforeIt() throws IOException {
        assertThat(lines("a\nbc\r\n\r\n\nd\re\r\r\nf")).containsExactly("0:a", "2:bc", "6:", "8:", "9:d\re\r", "15:f");
    }

    @Test
    void needsNoEndingAfterTheLastLine() throws IOException {
        assertThat(lines("")).isEmpty();
        assertThat(lines("\n")).containsExactly("0:");
        assertThat(lines("a")).containsExactly("0:a");
        assertThat(lines("a\n")).containsExactly("0:a");
        assertThat(lines("a\r")).containsExactly("0:a\r");
        assertThat(lines("a\nb")).containsExactly("0:a", "2:b");
    }

    @Test
    void skipsAByteOrderMarkAtTheFilesStartOnly() throws IOException {
        assertThat(lines(MARK + "a\n" + MARK + "b\n")).containsExactly("3:a", "5:" + MARK + "b");
        assertThat(lines(MARK + MARK + "a")).containsExactly("3:" + MARK + "a");
        assertThat(lines(MARK)).isEmpty();
        assertThat(lines(MARK + "\r\n")).containsExactly("3:");
        assertThat(lines("\u00ef\u00bb")).containsExactly("0:\u00ef\u00bb");
    }

    @Test
    void givesTheSameLinesHoweverFewBytesComeAtATime() throws IOException {
        String text = MARK + "one\r\n\r\n\u0000two\nthree\r";
        for (int atATime = 1; atATime < 20; atATime++) {
            assertThat(lines(text.getBytes(ISO_8859_1), atATime)).isEqualTo(lines(text));
        }
    }

    @Test
    void givesRandomLinesOverSeveralChunksAsTheyWereWritten() throws IOException {
        Random random = new Random(11);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        List<String> written = new ArrayList<>();
        while (file.size() < 3 * LineBlocks.CHUNK) {
            byte[] line = new byte[random.nextInt(10) == 0 ? random.nextInt(200_000) : random.nextInt(500)];
            for (int i = 0; i < line.length; i++) {
                line[i] = (byte) (random.nextInt(242) + 14);
            }
            written.add(file.size() + ":" + hash(line));
            file.write(line);
            file.write('\n');
        }
        byte[] bytes = file.toByteArray();
        for (int atATime : new int[] {77_777, Integer.MAX_VALUE}) {
            Lines lines = new Lines(true);
            read(bytes, atATime, lines);
            assertThat(lines.found).isEqualTo(written);
        }
    }

    @Test
    void givesALineOfExactlyOneMebibyteAndNoneThatIsLonger() throws IOException {
        String longest = "x".repeat(LineBlocks.MOST_LENGTH);
        for (String ending : List.of("", "\n", "\r\n")) {
            for (int atATime : new int[] {100_000, 1 << 20, Integer.MAX_VALUE}) {
                Lines lines = new Lines(false);
                read((longest + ending).getBytes(UTF_8), atATime, lines);
                assertThat(lines.found).containsExactly("0:" + longest);

                lines = new Lines(false);
                read(("a\n" + longest + "y" + ending + "b").getBytes(UTF_8), atATime, lines);
                String tooLong = longest + "y" + (ending.isEmpty() ? "b" : "");
                assertThat(lines.dead).singleElement().satisfies(letter -> isOf(letter, tooLong, 2));
                assertThat(lines.found)
                        .isEqualTo(
                                ending.isEmpty()
                                        ? List.of("0:a")
                                        : List.of("0:a", (2 + tooLong.length() + ending.length()) + ":b"));
            }
        }
    }

    @Test
    void countsACarriageReturnInsideALongLineAsPartOfIt() throws IOException {
        String text = "x\r".repeat(LineBlocks.MOST_LENGTH) + "\r";
        for (int atATime : new int[] {99_999, 100_000, 1 << 20}) {
            Lines lines = new Lines(false);
            read((text + "\r\nb").getBytes(UTF_8), atATime, lines);
            assertThat(lines.dead).singleElement().satisfies(letter -> isOf(letter, text, 0));
            assertThat(lines.found).containsExactly((text.length() + 2) + ":b");

            lines = new Lines(false);
            read((text + "\r").getBytes(UTF_8), atATime, lines);
            assertThat(lines.dead).singleElement().satisfies(letter -> isOf(letter, text + "\r", 0));
        }
    }

    private static void isOf(DeadLetter letter, String line, long position) {
        assertThat(letter.position()).isEqualTo(position);
        assertThat(letter.length()).isEqualTo(line.length());
        assertThat(letter.raw())
                .isEqualTo(line.substring(0, LineBlocks.KEPT_LENGTH).getBytes(UTF_8));
        assertThat(letter.sha256()).isEqualTo(hash(line.getBytes(UTF_8)));
        assertThat(letter.reason()).contains(String.valueOf(line.length())).contains("1048576");
        assertThat(letter.kind()).isEqualTo("access");
    }

    private static List<String> lines(String text) throws IOException {
        return lines(text.getBytes(ISO_8859_1), Integer.MAX_VALUE);
    }

    private static List<String> lines(byte[] file, int atATime) throws IOException {
        Lines lines = new Lines(false);
        read(file, atATime, lines);
        return lines.found;
    }

    private static void read(byte[] file, int atATime, Lines lines) throws IOException {
        LineReader reader = new LineReader(stream(file, atATime), PLACE, lines);
        boolean isMore = true;
        while (isMore) {
            isMore = reader.advance();
        }
        assertThat(counted(stream(file, atATime))).isEqualTo(lines.found.size() + lines.dead.size());
    }

    private static InputStream stream(byte[] file, int atATime) {
        return new ByteArrayInputStream(file) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(length, atATime));
            }
        };
    }

    /** How many lines the blocks themselves say they gave. */
    private static long counted(InputStream in) throws IOException {
        LineBlocks blocks = new LineBlocks(in, PLACE);
        Lines lines = new Lines(true);
        byte[] room = new byte[0];
        long count = 0;
        while (!blocks.isEnded()) {
            LineBlock block = blocks.next(room);
            room = block.bytes();
            count += block.giveTo(lines, PLACE);
        }
        return count;
    }

    private static String hash(byte[] bytes) {
        return HexFormat.of().formatHex(new Sha256().of(bytes, 0, bytes.length));
    }

    private static final class Lines implements LineHandler {
        private final boolean hashes;
        private final List<String> found = new ArrayList<>();
        private final List<DeadLetter> dead = new ArrayList<>();

        Lines(boolean hashes) {
            this.hashes = hashes;
        }

        @Override
        public void line(byte[] buffer, int from, int to, long position) {
            byte[] line = Arrays.copyOfRange(buffer, from, to);
            found.add(position + ":" + (hashes ? hash(line) : new String(line, ISO_8859_1)));
        }

        @Override
        public void refused(DeadLetter deadLetter) {
            dead.add(deadLetter);
        }

        @Override
        public Tally tally() {
            throw new UnsupportedOperationException();
        }
    }
}

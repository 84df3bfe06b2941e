package io.leaverwatch.formats;

import io.leaverwatch.domain.CredentialLink;
import io.leaverwatch.domain.DeadLetter;
import io.leaverwatch.domain.Policy;

/**
 * The lines of a link source as they are read beforehand, for the credentials of leavers alone. Lines that break the
 * rules are passed over: they are reported when the source is read again. Holds state: one for each source and thread.
 */
public final class LeaverLines implements LineHandler {
    private final Place place;
    private final LinkScanner scanner = new LinkScanner();
    private final NativeLinkReader reader;
    private final LeaverIndex.Builder builder;

    /** Adds to an index under construction, which has all membership events. */
    public LeaverLines(Place place, Policy policy, LeaverIndex.Builder builder) {
        this.place = place;
        this.reader = new NativeLinkReader(policy.zone());
        this.builder = builder;
    }

    @Override
    public void line(byte[] buffer, int from, int to, long position) {
        if (!scanner.isOfNoMember(buffer, from, builder.leaverKeys())) {
            CredentialLink link = reader.read(buffer, from, to, place, position).event();
            if (link != null) {
                builder.add(link);
            }
        }
    }

    @Override
    public void refused(DeadLetter deadLetter) {}

    @Override
    public Tally tally() {
        throw new UnsupportedOperationException("nothing is counted beforehand");
    }
}

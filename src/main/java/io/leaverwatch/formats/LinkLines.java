package io.leaverwatch.formats;

import io.leaverwatch.domain.CredentialLink;
import io.leaverwatch.domain.Policy;

/**
 * The lines of a link source: the scanner looks at each, and the reader at those of leavers' credentials and those that
 * the scanner is not sure of. Holds state: one for each source, or part of one, and thread.
 */
public final class LinkLines extends SourceLines<CredentialLink> {
    private final LeaverIndex leavers;
    private final LinkScanner scanner = new LinkScanner();
    private final NativeLinkReader reader;

    /** Gives the links of the index's credentials. */
    public LinkLines(Place place, Policy policy, LeaverIndex leavers, EventOutput<CredentialLink> output) {
        super(place, policy, output);
        this.leavers = leavers;
        this.reader = new NativeLinkReader(policy.zone());
    }

    @Override
    public void line(byte[] buffer, int from, int to, long position) {
        if (scanner.isOfNoLeaver(buffer, from, leavers)) {
            counter.countNotConcerned();
            return;
        }
        Reading<CredentialLink> reading = reader.read(buffer, from, to, place, position);
        CredentialLink link = reading.event();
        if (link != null && !leavers.mayHold(link.credentialKey())) {
            counter.countNotConcerned();
        } else {
            give(reading);
        }
    }
}

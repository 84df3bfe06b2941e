package io.leaverwatch.bench;

import io.leaverwatch.config.PolicyReader;
import io.leaverwatch.domain.Policy;

/** The policy that measurements run under. */
final class BenchPolicy {
    /** What a user gets who gives none. */
    static final Policy DEFAULT = PolicyReader.read(null);

    private BenchPolicy() {}
}

package io.leaverwatch.bench;

import io.leaverwatch.config.PolicyReader;
import io.leaverwatch.domain.Policy;
import java.util.stream.Collectors;

/** The policy that measurements run under. */
final class BenchPolicy {
    /** What a user gets who gives none. */
    static final Policy DEFAULT = PolicyReader.defaults();

    /** The same, which protects every system that generated accesses name. */
    static final Policy EVERY_SYSTEM = PolicyReader.read("every-system", AccessText.bytes(protecting()));

    private BenchPolicy() {}

    private static String protecting() {
        return AccessText.SYSTEMS.stream()
                .map(name -> "{name: " + name + "}")
                .collect(Collectors.joining(", ", "protectedSystems: [", "]"));
    }
}

package io.leaverwatch.formats;

import io.leaverwatch.domain.MembershipType;
import io.leaverwatch.domain.Policy;
import io.leaverwatch.domain.ProtectedSystem;
import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;

/** Policies for tests of what reads lines, which rules and exemptions do not concern. */
public final class TestPolicies {
    /** The default systems, in London, with gaps from six hours on. */
    public static final Policy LONDON = of("Europe/London", Duration.ofHours(6));

    private TestPolicies() {}

    /** The default systems. */
    public static Policy of(String zone, Duration coverageGap) {
        return new Policy(
                ZoneId.of(zone),
                List.of(
                        new ProtectedSystem("Contact Creator", List.of("contact-creator"), "political opinions"),
                        new ProtectedSystem("Organise", List.of(), null)),
                EnumSet.range(MembershipType.RESIGNED, MembershipType.SUSPENDED),
                List.of(),
                0,
                Duration.ofMinutes(2).toMillis(),
                Duration.ofDays(35).toMillis(),
                coverageGap.toMillis(),
                List.of(),
                List.of(),
                "test");
    }
}

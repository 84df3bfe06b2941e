package io.leaverwatch.formats;

import io.leaverwatch.domain.MembershipEvent;
import io.leaverwatch.domain.MembershipType;
import java.util.List;

/** Who has left, for tests of what reads lines. */
public final class TestLeavers {
    private TestLeavers() {}

    /** An index to which links may be added; policy {@link TestPolicies#LONDON}. */
    public static LeaverIndex.Builder resigned(List<String> members) {
        LeaverIndex.Builder builder = new LeaverIndex.Builder(TestPolicies.LONDON);
        members.forEach(member -> builder.add(event(member, MembershipType.RESIGNED)));
        return builder;
    }

    /** The index of these members, who have no credentials but their own ids. */
    public static LeaverIndex of(String... members) {
        return resigned(List.of(members)).build();
    }

    static MembershipEvent event(String member, MembershipType type) {
        return new MembershipEvent("m", member, type, 0, false, false, 0, 0, 0, null, null, null, null);
    }
}

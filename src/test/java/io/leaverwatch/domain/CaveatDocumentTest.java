package io.leaverwatch.domain;

import static io.leaverwatch.domain.DomainSamples.CREATOR;
import static io.leaverwatch.domain.DomainSamples.DAY;
import static io.leaverwatch.domain.DomainSamples.LOGIN;
import static io.leaverwatch.domain.DomainSamples.MEMBER;
import static io.leaverwatch.domain.DomainSamples.POLICY;
import static io.leaverwatch.domain.DomainSamples.START;
import static io.leaverwatch.domain.DomainSamples.access;
import static io.leaverwatch.domain.DomainSamples.breach;
import static io.leaverwatch.domain.DomainSamples.dateOnly;
import static io.leaverwatch.domain.DomainSamples.departed;
import static io.leaverwatch.domain.DomainSamples.link;
import static io.leaverwatch.domain.DomainSamples.open;
import static io.leaverwatch.domain.DomainSamples.rule;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the table of caveats in src/docs/meaning.md to what is judged. Surefire runs tests in the project's folder. */
class CaveatDocumentTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([A-Z_]+) \\|[^|]+\\| ([^|]+) \\| (yes|no) \\|$");

    /** The rows of the table: caveat, lowers, harvest. */
    private static List<MatchResult> documented() throws IOException {
        return ROW.matcher(Files.readString(Path.of("src/docs/meaning.md")))
                .results()
                .toList();
    }

    private static String lowers(Caveat caveat) {
        boolean ofResigned = isLowered(MembershipType.RESIGNED, caveat);
        boolean ofOthers = isLowered(MembershipType.EXPELLED, caveat);
        if (ofResigned != ofOthers) {
            return "unless the departure is a resignation";
        }
        return ofResigned ? "yes" : "no";
    }

    private static boolean isLowered(MembershipType type, Caveat caveat) {
        return severity(type, caveat).compareTo(severity(type)) < 0;
    }

    private static Severity severity(MembershipType type, Caveat... caveats) {
        List<Fact> facts = List.of(breach(access("a", START + DAY), caveats));
        return Alerts.of(rule(POLICY, "post-departure-access"), departed(type), facts, POLICY)
                .severity();
    }

    /** Of an access before a departure, with all that can be doubted of it. */
    private static int doubtedBefore(CredentialLink... links) {
        Departure late = open(dateOnly("m-1", MembershipType.RESIGNED, "2031-05-20", START + DAY));
        AccessEvent export = access("a", late.start() - 1, true, CREATOR, LOGIN, "EXPORT", Outcome.SUCCESS, 1);
        return Attribution.at(LOGIN, Arrays.asList(links), export.occurredAt()).stream()
                .mapToInt(each ->
                        Judgement.judge(late, export, each, START - DAY, POLICY).caveats())
                .reduce(0, (a, b) -> a | b);
    }

    @Test
    void namesEveryCaveatInItsOrder() throws IOException {
        assertThat(documented())
                .extracting(row -> row.group(1))
                .containsExactlyElementsOf(
                        Arrays.stream(Caveat.values()).map(Caveat::name).toList());
    }

    @Test
    void saysWhichLowerTheSeverity() throws IOException {
        assertThat(documented())
                .extracting(row -> row.group(1) + ": " + row.group(2))
                .containsExactlyElementsOf(Arrays.stream(Caveat.values())
                        .map(caveat -> caveat + ": " + lowers(caveat))
                        .toList());
    }

    @Test
    void saysWhichAHarvestKnows() throws IOException {
        int known = doubtedBefore()
                | doubtedBefore(
                        link(MEMBER, Relation.DELEGATE, Long.MIN_VALUE, START),
                        link("member-0500", Relation.SERVICE, Long.MIN_VALUE, START));
        assertThat(documented())
                .filteredOn(row -> row.group(3).equals("yes"))
                .extracting(row -> row.group(1))
                .containsExactlyElementsOf(
                        Caveat.list(known).stream().map(Caveat::name).toList());
    }
}

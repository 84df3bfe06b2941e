package io.leaverwatch.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leaverwatch.domain.Exemption;
import io.leaverwatch.domain.MembershipType;
import io.leaverwatch.domain.Policy;
import io.leaverwatch.domain.ProtectedSystem;
import io.leaverwatch.domain.Rule;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyReaderTest {
    static Policy policy(String text) {
        return PolicyReader.read("policy.yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    static Exemption exemption(String zone, String exemption) {
        return policy("zone: " + zone + "\nexemptions:\n  - " + exemption)
                .exemptions()
                .get(0);
    }

    private static long millis(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    @Test
    void hasTheDocumentedDefaults() {
        Policy policy = PolicyReader.defaults();
        assertThat(policy.zone()).isEqualTo(ZoneId.of("Europe/London"));
        assertThat(policy.protectedSystems())
                .containsExactly(
                        new ProtectedSystem(
                                "Contact Creator", List.of("contact-creator"), "special category: political opinions"),
                        new ProtectedSystem("Organise", List.of(), null));
        assertThat(policy.departingTypes())
                .containsExactlyInAnyOrder(
                        MembershipType.RESIGNED,
                        MembershipType.EXPELLED,
                        MembershipType.LAPSED,
                        MembershipType.SUSPENDED);
        assertThat(policy.authority()).isEmpty();
        assertThat(policy.graceMillis()).isZero();
        assertThat(policy.clockSkewMillis()).isEqualTo(Duration.ofMinutes(2).toMillis());
        assertThat(policy.lookbackMillis()).isEqualTo(Duration.ofDays(35).toMillis());
        assertThat(policy.coverageGapMillis()).isEqualTo(Duration.ofHours(6).toMillis());
        assertThat(policy.exemptions()).isEmpty();
        assertThat(policy.version()).matches("[0-9a-f]{16}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# only a comment\n",
                "---\n",
                "{}",
                "\uFEFF",
                "null",
                "grace:\n",
                "rules: []",
                "coverage: {}",
                "rules:\n"
            })
    void meansTheDefaultsWhereNothingIsSaid(String text) {
        assertThat(policy(text)).isEqualTo(PolicyReader.defaults());
    }

    @Test
    void takesEveryKeyThatIsGiven() {
        Policy policy = policy("""
                zone: '+02:00'
                protectedSystems: [{name: ' Nation  Builder ', aliases: [nb, NB], dataClass: ''}]
                departingTypes: [resigned, Lapsed]
                authority: [HR, ' Directory ']
                grace: PT1H
                clockSkew: PT0S
                lookback: P90D
                coverage: {gap: PT0.5S}
                exemptions: [{credentialId: ' Ann ', until: 2031-05-23T17:00:00Z, reason: ' agreed '}]
                """);
        assertThat(policy.zone()).isEqualTo(ZoneId.of("+02:00"));
        assertThat(policy.protectedSystems())
                .containsExactly(new ProtectedSystem("Nation  Builder", List.of("nb"), null));
        assertThat(policy.departingTypes()).isEqualTo(Set.of(MembershipType.RESIGNED, MembershipType.LAPSED));
        assertThat(policy.authority()).containsExactly("hr", "directory");
        assertThat(policy.graceMillis()).isEqualTo(3_600_000);
        assertThat(policy.clockSkewMillis()).isZero();
        assertThat(policy.lookbackMillis()).isEqualTo(Duration.ofDays(90).toMillis());
        assertThat(policy.coverageGapMillis()).isEqualTo(500);
        assertThat(policy.exemptions())
                .containsExactly(new Exemption(
                        null, "Ann", Set.of(), Long.MIN_VALUE, millis("2031-05-23T17:00:00Z"), "agreed", null));
    }

    @Test
    void givesTheSystemsOfAnExemptionInThePolicysSpelling() {
        assertThat(exemption("UTC", "{memberId: m, systems: CONTACT-creator, until: 2031-05-23, reason: r}")
                        .systems())
                .containsExactly("Contact Creator");
        assertThat(exemption(
                                "UTC",
                                "{memberId: m, systems: [organise, Contact  Creator], until: 2031-05-23, reason: r}")
                        .systems())
                .as("all systems are the same as none named")
                .isEmpty();
    }

    @Test
    void beginsADayOfAnExemptionAtItsStartAndEndsItAtItsEnd() {
        Exemption oneDay = exemption("Europe/London", "{memberId: m, from: 2031-05-21, until: 2031-05-21, reason: r}");
        assertThat(oneDay.from()).isEqualTo(millis("2031-05-20T23:00:00Z"));
        assertThat(oneDay.until()).isEqualTo(millis("2031-05-21T23:00:00Z"));
        Exemption shortDay =
                exemption("Europe/London", "{memberId: m, from: 2031-03-30, until: 2031-03-30, reason: r}");
        assertThat(Duration.ofMillis(shortDay.until() - shortDay.from())).isEqualTo(Duration.ofHours(23));
    }

    @Test
    void readsTimesOfAnExemptionInThePolicysZone() {
        Exemption exemption = exemption(
                "Europe/London",
                "{memberId: m, from: '2031-05-21T09:00', until: 2031-05-23T17:00:00.5+0200, reason: r}");
        assertThat(exemption.from()).isEqualTo(millis("2031-05-21T08:00:00Z"));
        assertThat(exemption.until()).isEqualTo(millis("2031-05-23T15:00:00.500Z"));
    }

    @Test
    void takesAnchorsAndMerges() {
        Policy policy = policy("""
                exemptions:
                  - &first {memberId: a, systems: &both [Organise], until: &end 2031-05-23, reason: handover}
                  - {<<: *first, memberId: b}
                  - {memberId: c, systems: *both, until: *end, reason: handover}
                """);
        assertThat(policy.exemptions()).extracting(Exemption::memberId).containsExactly("a", "b", "c");
        assertThat(policy.exemptions()).extracting(Exemption::systems).containsOnly(Set.of("Organise"));
        assertThat(policy.exemptions()).extracting(Exemption::until).containsOnly(millis("2031-05-23T23:00:00Z"));
    }

    @Test
    void takesMoreExemptionsWithOneAnchorThanAYamlParserAllowsByItself() {
        String many = "  - {memberId: b, systems: *s, until: 2031-05-23, reason: r}\n".repeat(200);
        assertThat(policy("exemptions:\n  - {memberId: a, systems: &s [Organise], until: 2031-05-23, reason: r}\n"
                                + many)
                        .exemptions())
                .hasSize(201);
    }

    @Test
    void readsJsonWithTabsAndEscapedSlashes() {
        Policy policy =
                policy("{\n\t\"zone\": \"Europe\\/Berlin\",\n\t\"authority\":[\"hr\",\t\"ok\\ud83d\\ude00\"]\n}");
        assertThat(policy.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(policy.authority()).containsExactly("hr", "ok😀");
    }

    @Test
    void readsItsOwnTreeToTheSamePolicy() {
        // Every rule of the tree is declared in full, as in the default policy.
        Policy policy = policy("""
                zone: UTC
                authority: [hr]
                exemptions: [{memberId: m, systems: [Organise], from: 2031-05-21, until: 2031-05-23, reason: r, approvedBy: DPO}]
                rules:
                  - {id: pre-departure-harvest, records: 5}
                  - {id: own, over: {system: Organise}, window: PT1S, overlapping: true, sequence: [{times: 2}, {action: login}]}
                """);
        Policy again = PolicyReader.readComplete("tree", PolicyReader.treeJson(policy));
        assertThat(again.version()).isEqualTo(policy.version());
        assertThat(again.exemptions()).isEqualTo(policy.exemptions());
        assertThat(again.rules()).containsExactlyInAnyOrderElementsOf(policy.rules());
    }

    @Test
    void readsAFile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("mine.yaml"), "grace: PT1S");
        assertThat(PolicyReader.read(file).graceMillis()).isEqualTo(1000);
        assertThat(PolicyReader.read((Path) null)).isEqualTo(PolicyReader.defaults());
    }

    @Test
    void namesAFileThatIsNotThere(@TempDir Path folder) {
        Path file = folder.resolve("none.yaml");
        assertThatThrownBy(() -> PolicyReader.read(file))
                .isInstanceOf(UsageError.class)
                .hasMessage("The policy file " + file + " does not exist");
        assertThatThrownBy(() -> PolicyReader.read(folder))
                .isInstanceOf(UsageError.class)
                .hasMessageStartingWith("The policy file " + folder + " cannot be read");
    }

    @Test
    void keepsDefaultRulesFirstAndTheUsersInOrder() {
        Policy policy =
                policy("rules: [{id: z, sequence: [{}]}, {id: cross-system, enabled: false}, {id: a, sequence: [{}]}]");
        assertThat(policy.rules())
                .extracting(Rule::id)
                .containsExactly(
                        "post-departure-access",
                        "post-departure-attempt",
                        "post-departure-burst",
                        "denied-then-success",
                        "cross-system",
                        "pre-departure-harvest",
                        "z",
                        "a");
        assertThat(policy.enabledRules()).extracting(Rule::id).doesNotContain("cross-system");
    }
}

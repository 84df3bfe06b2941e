package io.leaverwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyVersionTest {
    private static final String BASE = """
            zone: Europe/Paris
            protectedSystems:
              - {name: Contact Creator, aliases: [cc, contact-creator]}
              - {name: Organise}
            authority: [hr, directory]
            grace: PT1H
            exemptions: [{memberId: Ann, systems: [Organise], from: 2031-05-21, until: 2031-05-22, reason: handover}]
            rules:
              - {id: post-departure-burst, count: 30}
              - {id: own, window: PT1H, sequence: [{action: EXPORT, times: 2}, {outcome: [DENIED, ERROR]}]}
              - {id: other, sequence: [{action: [LOGIN, EXPORT]}]}
            """;

    private static String version(String text) {
        return PolicyReaderTest.policy(text).version();
    }

    @Test
    void isTheSameForAnotherWayToSayTheSame() {
        String same = """
                { "rules": [
                    {"sequence": [{"action": ["export", "LOGIN"], "times": 1}], "id": "other", "severity": "MEDIUM"},
                    {"id": "own", "phase": "after", "contiguous": false, "once": false, "overlapping": false,
                     "enabled": true, "attack": ["T1078", "T1213"], "window": "PT60M", "over": {},
                     "sequence": [{"times": 2, "action": "Export"}, {"outcome": ["ERROR", "denied"]}]},
                    {"id": "post-departure-burst", "count": 30, "window": "PT600S", "enabled": true}],
                  "exemptions": [{"reason": "handover", "memberId": " ANN", "systems": "organise", "approvedBy": "",
                    "from": "2031-05-20T22:00:00Z", "until": "2031-05-23T00:00:00.000"}],
                  "grace": "PT3600.000S", "clockSkew": "PT120S", "lookback": "PT840H", "coverage": {"gap": "PT6H"},
                  "departingTypes": ["SUSPENDED", "LAPSED", "EXPELLED", "RESIGNED"],
                  "authority": ["HR ", "Directory"],
                  "protectedSystems": [
                    {"name": "Organise", "aliases": [], "dataClass": null},
                    {"name": "Contact Creator", "aliases": ["Contact-Creator", "CC"]}],
                  "zone": "Europe/Paris" }
                """;
        assertThat(version(same)).isEqualTo(version("# a comment\n" + BASE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zone: Europe/Paris>zone: UTC",
                "[cc, contact-creator]>[cc]",
                "Organise}>Organize}",
                "[hr, directory]>[directory, hr]",
                "PT1H>PT2H",
                "reason: handover>reason: takeover",
                "until: 2031-05-22>until: 2031-05-23",
                "count: 30>count: 31",
                "times: 2>times: 3",
                "action: EXPORT>action: DELETE",
                "id: other>id: another",
                "id: other,>id: other, enabled: false,",
                "grace:>clockSkew: PT1S\ngrace:",
                "grace:>lookback: P1D\ngrace:",
                "grace:>coverage: {gap: PT1S}\ngrace:",
                "grace:>departingTypes: [RESIGNED]\ngrace:",
            })
    void isAnotherForAnotherMeaning(String change) {
        String[] fromTo = change.split(">", -1);
        assertThat(BASE).contains(fromTo[0]);
        String changed = BASE.replace(fromTo[0], fromTo[1]);
        if (fromTo[1].equals("Organize}")) {
            changed = changed.replace("[Organise]", "[Organize]");
        }
        assertThat(version(changed)).isNotEqualTo(version(BASE));
    }
}

package io.leaverwatch.config;

import io.leaverwatch.domain.Exemption;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The exemptions of a policy.
 *
 * @param zone in which times without an offset and days are read
 * @param systems those that an exemption may name
 */
record ExemptionReader(ZoneId zone, SystemNames systems) {
    /** The keys of an exemption. */
    static final List<String> KEYS =
            List.of("memberId", "credentialId", "systems", "from", "until", "reason", "approvedBy");

    /** The value of {@code exemptions}. */
    List<Exemption> read(Setting setting) {
        return setting.items().stream().map(this::exemption).toList();
    }

    private Exemption exemption(Setting item) {
        Map<String, Setting> entries = item.entries(KEYS);
        String memberId = text(entries, "memberId");
        String credentialId = text(entries, "credentialId");
        if (memberId == null && credentialId == null) {
            throw item.refused("names nobody; allowed: a memberId or a credentialId, or both");
        }
        String allowedTimes = "a time such as 2031-05-23T17:00:00Z, or a day such as 2031-05-23";
        Setting untilSetting = item.required(entries, "until", allowedTimes + ", which is allowed to its end");
        long until = PolicyTime.end(untilSetting.words(allowedTimes), zone)
                .orElseThrow(() -> untilSetting.wrong(allowedTimes));
        long from = Long.MIN_VALUE;
        if (entries.containsKey("from")) {
            Setting fromSetting = entries.get("from");
            from = PolicyTime.start(fromSetting.words(allowedTimes), zone)
                    .orElseThrow(() -> fromSetting.wrong(allowedTimes));
        }
        if (until <= from) {
            throw untilSetting.wrong("a time after " + entries.get("from").path());
        }
        return new Exemption(
                memberId,
                credentialId,
                entries.containsKey("systems") ? systems.spellings(entries.get("systems")) : Set.of(),
                from,
                until,
                item.required(entries, "reason", "why the access is allowed").words("why the access is allowed"),
                text(entries, "approvedBy"));
    }

    private static String text(Map<String, Setting> entries, String key) {
        return entries.containsKey(key) ? entries.get(key).text("text") : null;
    }
}

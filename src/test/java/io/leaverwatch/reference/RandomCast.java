package io.leaverwatch.reference;

import java.util.ArrayList;
import java.util.List;

/** Who and what takes part in a history. */
final class RandomCast {

    private static final List<String> MEMBERS = List.of(
            "member-0417",
            "Member-0001",
            "member-\u00fc\u00df",
            "\u6210\u5458-12",
            "member-\ud83c\udf3f",
            "\u0130lke-5",
            "member 7",
            "MEMBER-0418",
            "\u039f\u0394\u039f\u03a3");
    private static final List<String> CREDENTIALS = List.of(
            "fern@example.org",
            "Rowan@example.org",
            "token-7f",
            "office@example.org",
            "\u043f\u0430\u043f\u043e\u0440\u0442\u043d\u0438\u043a@example.org",
            "\ud83c\udf43-key",
            "S-1-5-21",
            "app\u00e9\"\\/x");

    /** 2 to 6. */
    final List<String> members;

    /** 2 to 8, among them now and then a memberId. */
    final List<String> credentials;

    RandomCast(Dice dice) {
        List<String> pool = new ArrayList<>(MEMBERS);
        dice.shuffle(pool);
        members = List.copyOf(pool.subList(0, dice.between(2, 6)));
        List<String> keys = new ArrayList<>(CREDENTIALS);
        dice.shuffle(keys);
        keys = new ArrayList<>(keys.subList(0, dice.between(2, 6)));
        if (dice.percent(70)) {
            keys.add(members.get(0));
        }
        if (dice.percent(40)) {
            keys.add(members.get(1));
        }
        credentials = List.copyOf(keys);
    }
}

package io.leaverwatch.formats;

import io.leaverwatch.domain.Fault;

/** A line that breaks the rules; the message is the dead letter's reason. Never leaves this package. */
final class BadLine extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 60;

    private final Fault fault;

    BadLine(Fault fault, String reason) {
        super(reason, null, false, false);
        this.fault = fault;
    }

    Fault fault() {
        return fault;
    }

    /** What came, in quotes, shortened, on one line and without lone surrogates. */
    static String quoted(String text) {
        StringBuilder shown = new StringBuilder("\"");
        int end = Math.min(text.length(), SHOWN);
        for (int at = 0; at < end; ) {
            int c = text.codePointAt(at);
            boolean plain = !Character.isISOControl(c)
                    && Character.getType(c) != Character.SURROGATE
                    && Character.getType(c) != Character.FORMAT
                    && c != 0x2028
                    && c != 0x2029;
            if (plain) {
                shown.appendCodePoint(c);
            } else {
                shown.append(String.format("\\u%04x", c));
            }
            at += Character.charCount(c);
        }
        return shown.append(text.length() > SHOWN ? "...\"" : "\"").toString();
    }
}

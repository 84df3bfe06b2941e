package io.leaverwatch.domain;

/** How grave an alert is, least first. */
public enum Severity {
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL;

    /** One step down, not below LOW. */
    public Severity lowered() {
        return this == LOW ? LOW : values()[ordinal() - 1];
    }
}

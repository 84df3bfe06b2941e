package io.leaverwatch.formats;

import java.util.Locale;

/** What the lines of an input are. */
public enum InputKind {
    MEMBERSHIP,
    LINK,
    ACCESS;

    /** The word that dead letters and evidence carry: membership, link or access. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

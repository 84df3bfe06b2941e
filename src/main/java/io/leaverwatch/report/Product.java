package io.leaverwatch.report;

/** What the program calls itself in what it writes. */
public final class Product {
    /** Its name. */
    public static final String NAME = "Leaverwatch";

    private Product() {}

    /** The version in the jar's manifest, for example 0.1.0; "unpackaged" where the classes run without the jar. */
    public static String version() {
        String version = Product.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }
}

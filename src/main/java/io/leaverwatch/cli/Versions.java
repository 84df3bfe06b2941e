package io.leaverwatch.cli;

import io.leaverwatch.report.Product;
import org.apache.flink.runtime.util.EnvironmentInformation;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: one line each for the program, Flink and Java. */
final class Versions implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {
            Product.NAME + " " + Product.version(),
            "Flink " + EnvironmentInformation.getVersion(),
            "Java " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")"
        };
    }
}

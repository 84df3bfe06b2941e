package io.leaverwatch.cli;

import io.leaverwatch.config.UsageError;
import io.leaverwatch.connectors.InputUnreadable;
import io.leaverwatch.jobs.Failures;
import io.leaverwatch.jobs.HeadStart;
import io.leaverwatch.jobs.RunStopped;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs one command line and turns whatever happens into one sentence and an exit status. */
public final class CommandRunner {
    /** Done. */
    static final int DONE = 0;
    /** A failure while running. */
    static final int FAILED = 1;
    /** Wrong usage, policy or input. */
    static final int WRONG_USAGE = 2;
    /** Open alerts were found, and --fail-on-alerts was given. */
    static final int ALERTS_FOUND = 3;

    private CommandRunner() {}

    /**
     * @param out for results
     * @param err for the one sentence that says what went wrong
     * @param args the words of the command line
     * @return the exit status
     */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        CommandLine commandLine = commandLine(out, err, args);
        int status;
        try {
            status = commandLine.execute(args);
        } catch (Error problem) {
            return failed(problem, commandLine);
        }
        // A pipe whose reader has seen enough is no mistake.
        if ((status == DONE || status == ALERTS_FOUND) && out.checkError() && !Terminal.printsIntoPipe()) {
            err.println(
                    "leaverwatch: failed: Standard output could not be written. What was asked for is done but for that.");
            return FAILED;
        }
        return status;
    }

    /**
     * Begins what these words will take longest over, before they are read. For a JVM that ends with them.
     *
     * @param args as for {@link #run}
     */
    public static void headStart(String... args) {
        List<String> words = List.of(args);
        boolean isReplay = words.size() > 1 && words.get(0).equals(ReplayCommand.NAME);
        boolean isDemo = !words.isEmpty() && words.get(0).equals(DemoCommand.NAME);
        if (isReplay || (isDemo && !words.contains(DemoCommand.LIVE))) {
            HeadStart.begin();
        }
    }

    private static CommandLine commandLine(PrintWriter out, PrintWriter err, String... args) {
        CommandLine commandLine = new CommandLine(new LeaverwatchCommand());
        addCommands(commandLine, args.length == 0 ? "" : args[0]);
        commandLine.setOut(out);
        commandLine.setErr(err);
        commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(
                Terminal.hasColour() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
        commandLine.setUsageHelpAutoWidth(false);
        commandLine.setUsageHelpWidth(110);
        commandLine.setParameterExceptionHandler((problem, words) -> wrongUsage(problem));
        commandLine.setExecutionExceptionHandler((problem, command, words) -> failed(problem, command));
        return commandLine;
    }

    /** Adds all commands; for the two that end soon none but them, since picocli takes long to look at each. */
    private static void addCommands(CommandLine to, String word) {
        switch (word) {
            case DemoCommand.NAME -> to.addSubcommand(new DemoCommand());
            case ReplayCommand.NAME -> to.addSubcommand(new ReplayCommand());
            default ->
                to.addSubcommand(new DemoCommand())
                        .addSubcommand(new ReplayCommand())
                        .addSubcommand(new LiveCommand())
                        .addSubcommand(new CompletionCommand());
        }
    }

    private static int wrongUsage(ParameterException problem) {
        CommandLine command = problem.getCommandLine();
        String said = problem instanceof UnmatchedArgumentException unmatched
                ? unknown(unmatched)
                : problem.getMessage().strip().lines().findFirst().orElse("wrong usage");
        String help = command.getCommandSpec().qualifiedName() + " --help";
        command.getErr().println("leaverwatch: " + sentence(said) + " See '" + help + "'.");
        return WRONG_USAGE;
    }

    private static String unknown(UnmatchedArgumentException problem) {
        String word = problem.getUnmatched().get(0);
        List<String> close = problem.getSuggestions();
        String guess = close.isEmpty() ? "" : "; did you mean " + String.join(" or ", close) + "?";
        return (problem.isUnknownOption() ? "Unknown option: " : "Unknown word: ") + word + guess;
    }

    private static String sentence(String text) {
        return text.endsWith(".") || text.endsWith("?") ? text : text + ".";
    }

    private static int failed(Throwable problem, CommandLine command) {
        PrintWriter err = command.getErr();
        if (problem instanceof UsageError || problem instanceof InputUnreadable) {
            err.println("leaverwatch: " + sentence(problem.getMessage()));
            return WRONG_USAGE;
        }
        if (problem instanceof RunStopped) {
            return FAILED; // The signal's own handler speaks, and ends the JVM with the signal's status.
        }
        err.println("leaverwatch: failed: " + Failures.sentence(problem) + details(problem));
        return FAILED;
    }

    /** Puts the whole failure into a file, since a person who reads the sentence rarely wants more. */
    private static String details(Throwable problem) {
        List<String> lines = Failures.trace(problem);
        try {
            Path file = Files.createTempFile("leaverwatch-failure-", ".log");
            Files.write(file, lines, StandardCharsets.UTF_8);
            return " Details: " + file;
        } catch (IOException e) {
            return " (Details could not be written: " + e.getMessage() + ")";
        }
    }
}

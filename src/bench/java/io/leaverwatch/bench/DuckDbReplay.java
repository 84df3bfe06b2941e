package io.leaverwatch.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;

/**
 * What a replay is compared with: DuckDB counts the breaches, as pairs of a departure and an access, with the fastest
 * query known for it. It answers less than a replay does: owners only, names as they are written, times compared as text
 * of one form, no reinstatement, no redelivery, no check of what it reads. Arguments are the membership, link and access
 * file; the access file may be compressed. Prints the count.
 */
public final class DuckDbReplay {
    private DuckDbReplay() {}

    /** Runs the query in memory, with as many threads as there are cores. */
    public static void main(String[] args) throws Exception {
        String members = read(args[0], "memberId: 'VARCHAR', effectiveAt: 'VARCHAR'");
        String links = read(args[1], "credentialId: 'VARCHAR', memberId: 'VARCHAR'");
        String accesses = read(args[2], "occurredAt: 'VARCHAR', system: 'VARCHAR', credentialId: 'VARCHAR'");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET threads = " + Runtime.getRuntime().availableProcessors());
            try (ResultSet result = statement.executeQuery(breaches(members, links, accesses))) {
                result.next();
                System.out.println(result.getLong(1));
            }
        }
    }

    private static String breaches(String members, String links, String accesses) {
        return "WITH leavers AS (SELECT l.credentialId AS credential, m.effectiveAt AS since FROM " + links + " l JOIN "
                + members + " m ON l.memberId = m.memberId) SELECT count(*) FROM " + accesses
                + " a JOIN leavers ON a.credentialId = leavers.credential"
                + " WHERE a.system IN ('Contact Creator', 'Organise') AND a.occurredAt >= leavers.since";
    }

    private static String read(String file, String columns) {
        return "read_json('" + file.replace("'", "''") + "', format='newline_delimited', columns={" + columns + "})";
    }
}

package io.leaverwatch.jobs;

import java.nio.file.Path;
import java.util.List;

/**
 * What a replay is asked to do.
 *
 * @param membership files, patterns or - for standard input; at least one
 * @param accesses as membership
 * @param credentials as membership, or none: each credential is then a member's id
 * @param policy null for the default policy
 * @param out where the results go
 * @param parallelism 1 or more
 * @param force whether out may hold something, and result files in it may be replaced
 */
public record ReplayRequest(
        List<String> membership,
        List<String> accesses,
        List<String> credentials,
        Path policy,
        Path out,
        int parallelism,
        boolean force) {
    public ReplayRequest {
        membership = List.copyOf(membership);
        accesses = List.copyOf(accesses);
        credentials = List.copyOf(credentials);
    }
}

package io.leaverwatch.report;

/**
 * A file that was read.
 *
 * @param path as given on the command line, or as a pattern found it
 * @param bytes its size as stored
 * @param sha256 of the file as stored, hex
 * @param compression none, gzip or zstd
 */
public record SummaryInput(String path, long bytes, String sha256, String compression) {}

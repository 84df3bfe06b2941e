package io.leaverwatch.jobs;

/**
 * How far a run is, at one moment.
 *
 * @param phase what it is doing, for a person: reading members, reading accesses, judging what was read, writing results
 * @param bytesRead of the access files, as stored
 * @param bytesInAll of the access files; 0 where that is not known
 * @param lines access lines read
 */
public record RunProgress(String phase, long bytesRead, long bytesInAll, long lines) {}

package io.leaverwatch.domain;

import java.io.Serializable;
import java.math.BigInteger;
import java.util.List;

/**
 * The open alerts of one departure in one row.
 *
 * @param incidentId stable: hash of the member and the departing event
 * @param departure the departure
 * @param severity the highest of the open alerts; null where none is open any more
 * @param status OPEN, or WITHDRAWN where no alert is open any more
 * @param alertCount open alerts
 * @param accessCount distinct accesses of the open alerts
 * @param firstSeen epoch millis of the first of those accesses; 0 where none
 * @param lastSeen epoch millis of the last; 0 where none
 * @param systems theirs, sorted
 * @param credentials theirs as given, sorted
 * @param recordsAffected sum over the departure's open successful breaches, each once
 * @param ruleIds of the open alerts, sorted
 */
public record Incident(
        String incidentId,
        Departure departure,
        Severity severity,
        Alert.Status status,
        int alertCount,
        int accessCount,
        long firstSeen,
        long lastSeen,
        List<String> systems,
        List<String> credentials,
        BigInteger recordsAffected,
        List<String> ruleIds)
        implements Serializable {}

package io.leaverwatch.domain;

import java.io.Serializable;

/**
 * One event that an alert rests on.
 *
 * @param kind membership, link or access
 * @param eventId as given; null for a link
 * @param origin where it was read, and its hash
 */
public record Evidence(String kind, String eventId, Origin origin) implements Serializable {}

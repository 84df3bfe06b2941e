package io.leaverwatch.domain;

import java.io.Serializable;
import java.util.List;

/**
 * What a credential knows of one member it may stand for.
 *
 * @param links of the member to this credential; empty where only the id is the same
 * @param departures of the member, earliest first
 */
public record MemberView(List<CredentialLink> links, List<Departure> departures) implements Serializable {}

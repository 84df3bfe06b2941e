package io.leaverwatch.connectors;

import io.leaverwatch.formats.Place;

/**
 * What was read as an input.
 *
 * @param place its kind, order and name
 * @param size in bytes, as packed
 * @param sha256 of its bytes, as packed; hex
 * @param compression how it is packed
 */
public record InputDigest(Place place, long size, String sha256, Compression compression) {}

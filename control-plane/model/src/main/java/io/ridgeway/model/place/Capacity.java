package io.ridgeway.model.place;

/**
 * What a city node has, and what of it is neither used nor promised.
 *
 * @param total all of it
 * @param free what another node may take
 */
public record Capacity(Resources total, Resources free) {}

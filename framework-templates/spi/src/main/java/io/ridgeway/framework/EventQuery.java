package io.ridgeway.framework;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which events, and from where.
 *
 * @param contract whose
 * @param from the first block to look at; from the next one if neither is given
 * @param after the last event that was seen: what follows it comes next; goes before {@code from}
 */
public record EventQuery(String contract, OptionalLong from, Optional<EventPosition> after) {}

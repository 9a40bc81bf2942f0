package io.ridgeway.portal.view;

import io.ridgeway.engine.webhook.Delivery;
import java.time.Instant;
import java.util.Optional;

/**
 * What became of one event that was to be told.
 *
 * @param event its id, the same however often it is sent
 * @param state {@code DELIVERED, RETRYING, GIVEN_UP}
 * @param attempts how often it was sent
 * @param status of the last answer of HTTP, if there was one
 * @param answer what the last attempt met, in words
 * @param nextAt when it is sent again
 */
public record DeliveryView(
    String event,
    String state,
    int attempts,
    Optional<Integer> status,
    String answer,
    Instant firstAt,
    Instant lastAt,
    Optional<Instant> nextAt) {
  public static DeliveryView of(Delivery d) {
    return new DeliveryView(
        d.event(),
        d.state().name(),
        d.attempts(),
        d.status().isPresent() ? Optional.of(d.status().getAsInt()) : Optional.empty(),
        d.answer(),
        d.firstAt(),
        d.lastAt(),
        d.nextAt());
  }
}

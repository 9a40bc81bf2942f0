package io.ridgeway.framework.fabric;

import io.ridgeway.framework.fabric.channel.ConfigEdit;
import java.util.function.UnaryOperator;

/** What is to be done next for a channel to be as it should. */
sealed interface Next {

  /** Nothing: it is. */
  record Done() implements Next {}

  /**
   * Something else must come about first.
   *
   * @param what for people
   */
  record Waits(String what) implements Next {}

  /**
   * A change of the channel.
   *
   * @param what for people: what comes about
   */
  record Change(String what, UnaryOperator<ConfigEdit> edit) implements Next {}

  /**
   * Nodes are to be started anew, because of what the channel has become.
   *
   * @param what for people
   * @param name what the birth record has of it from then on: {@code true}
   */
  record Settle(String what, String name) implements Next {}
}

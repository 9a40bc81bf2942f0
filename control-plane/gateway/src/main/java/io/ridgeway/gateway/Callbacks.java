package io.ridgeway.gateway;

import io.ridgeway.model.ApplicationId;
import io.ridgeway.model.callback.CallbackKind;
import java.time.Instant;
import java.util.List;

/**
 * Takes applications' orders to be told events: asked of the control plane during a call, seldom,
 * and never on an event loop. Methods may block, and throw {@link
 * io.ridgeway.model.problem.Refusal}.
 */
public interface Callbacks {
  /**
   * What is to be told, and where.
   *
   * @param contract whose events; empty for blocks
   * @param event those of that name only; empty for all
   * @param attachment told with each
   */
  record Wanted(CallbackKind kind, String url, String contract, String event, String attachment) {}

  /** An order that stands. */
  record Standing(String id, Wanted wanted, Instant since) {}

  /** Takes one; its id. */
  String register(ApplicationId application, Wanted wanted);

  /** Those of the application, newest first. */
  List<Standing> list(ApplicationId application);

  /** Ends one of the application's. */
  void remove(ApplicationId application, String id);
}

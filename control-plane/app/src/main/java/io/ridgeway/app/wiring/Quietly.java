package io.ridgeway.app.wiring;

import io.ridgeway.model.problem.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Periodic work that fails is done again at its next turn; a timer would end with the first
 * exception.
 *
 * @param what for the log
 */
record Quietly(String what, Runnable work) implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Quietly.class);

  @Override
  public void run() {
    try {
      work.run();
    } catch (Refusal e) {
      // It says all that there is to say; the database may be away for long.
      LOG.atWarn()
          .addKeyValue("what", what)
          .addKeyValue("reason", e.detail())
          .log("refused; it is tried again");
    } catch (RuntimeException e) {
      LOG.atWarn().addKeyValue("what", what).setCause(e).log("failed; it is tried again");
    }
  }
}

package io.ridgeway.model.key;

import java.util.List;

/**
 * What the key-encryption keys wrap: the tenants' data keys, and those of city nodes' secrets.
 *
 * <p>The laws: {@link #rewrap} changes how a data key is wrapped and never the data key, so what is
 * encrypted under it opens before, meanwhile and after; each is one change of one row, so that a
 * process that dies leaves none half done.
 */
public interface Wrappings {
  /** The key that wraps here now; asked for anew each time, which may call another service. */
  String current();

  /** How much each key wrapped that still wraps something, by its name. */
  List<Count> counts();

  /**
   * Wraps up to so many by the current key that another one wrapped. Outside of transactions: it
   * may call another service for each. Ends early where another key takes the current one's place
   * meanwhile: only what the current one wrapped is done.
   */
  Progress rewrap(int most);

  /**
   * What one key wrapped.
   *
   * @param kek its name
   * @param dataKeys how many tenants' data keys
   * @param secrets how many city nodes' secrets
   * @param known whether this process can unwrap by it
   */
  record Count(String kek, long dataKeys, long secrets, boolean known) {}

  /**
   * What a round came to.
   *
   * @param done how many are wrapped anew
   * @param failed how many don't open
   * @param problem what is wrong with the first of those, or why it ended early; else empty
   */
  record Progress(int done, int failed, String problem) {}
}

package io.ridgeway.framework.fiscobcos;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.model.network.NodeName;
import java.util.List;

/** One node that answers questions in its JSON-RPC. */
interface Asking {
  /** For messages. */
  NodeName node();

  /**
   * The result that the node gives.
   *
   * @param parameters text, numbers and booleans, in the method's order
   * @throws LedgerException.Unreachable if there is no answer
   * @throws LedgerException.Refused with the node's own error
   */
  JsonNode ask(String method, List<?> parameters);
}

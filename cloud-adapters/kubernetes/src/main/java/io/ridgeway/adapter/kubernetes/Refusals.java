package io.ridgeway.adapter.kubernetes;

import io.ridgeway.adapter.AdapterException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says of an {@link ApiRefusal} what happened, and what to do. */
final class Refusals {
  private static final Pattern FORBIDDEN =
      Pattern.compile("cannot (\\w+) resource \"([^\"]+)\" in API group \"([^\"]*)\"");
  private static final Pattern QUOTED = Pattern.compile("exceeded quota[^\n]*");

  private Refusals() {}

  /**
   * @param doing what was to be done: {@code writing Service rw-n1/validator-1}
   */
  static AdapterException of(ApiRefusal refusal, String doing) {
    String said = refusal.said();
    Matcher quota = QUOTED.matcher(said);
    if (quota.find()) {
      return new AdapterException.NoRoom(
          doing + " exceeds a quota of the cluster: " + quota.group() + "; raise it or make room");
    }
    if (refusal.code == 401) {
      return new AdapterException.Unreachable(
          doing
              + " was not allowed in: the city node's credential is wrong or has run out; renew it");
    }
    if (refusal.code == 403 && said.contains("being terminated")) {
      return new AdapterException.Unreachable(
          doing + " must wait: the namespace is still being removed; ask again");
    }
    Matcher verb = FORBIDDEN.matcher(said);
    if (refusal.code == 403 && verb.find()) {
      return new AdapterException.Unreachable(
          doing
              + " is not permitted: Ridgeway's account in the cluster needs the verb '"
              + verb.group(1)
              + "' on '"
              + verb.group(2)
              + (verb.group(3).isEmpty() ? "" : "." + verb.group(3))
              + "'; grant it (the operator's guide has the role)");
    }
    return new AdapterException.Unreachable(
        doing + " was refused by the cluster (" + refusal.code + "): " + said);
  }
}

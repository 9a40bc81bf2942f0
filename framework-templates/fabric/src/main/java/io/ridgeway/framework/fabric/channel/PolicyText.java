package io.ridgeway.framework.fabric.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.hyperledger.fabric.protos.common.MSPPrincipal;
import org.hyperledger.fabric.protos.common.MSPRole;
import org.hyperledger.fabric.protos.common.MSPRole.MSPRoleType;
import org.hyperledger.fabric.protos.common.SignaturePolicy;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;

/**
 * A signature policy as Fabric's command line reads it: {@code OR('alpha.member', AND(…))}, with
 * {@code OutOf(2, …)} for so many of them.
 *
 * @param rule as text, in one notation
 * @param envelope as channels keep it
 * @param principals who is named, {@code alpha.member}, sorted
 * @param any whether one of those suffices, whoever it is
 */
public record PolicyText(
    String rule, SignaturePolicyEnvelope envelope, SortedSet<String> principals, boolean any) {
  private static final int DEEPEST = 8;
  private static final int MOST_PRINCIPALS = 64;

  private static final Map<String, MSPRoleType> ROLES =
      Map.of(
          "member", MSPRoleType.MEMBER,
          "peer", MSPRoleType.PEER,
          "client", MSPRoleType.CLIENT,
          "admin", MSPRoleType.ADMIN);

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException with what is wrong, for people
   */
  public static PolicyText of(String text) {
    Reader reader = new Reader(text);
    Part part = reader.part(0);
    reader.end();
    SortedSet<String> principals = new TreeSet<>(reader.principals);
    SignaturePolicyEnvelope.Builder envelope =
        SignaturePolicyEnvelope.newBuilder().setRule(part.policy());
    reader.principals.forEach(name -> envelope.addIdentities(principal(name)));
    return new PolicyText(part.text(), envelope.build(), principals, part.any());
  }

  /** The organisations that are named, sorted. */
  public SortedSet<String> organisations() {
    SortedSet<String> all = new TreeSet<>();
    principals.forEach(name -> all.add(name.substring(0, name.lastIndexOf('.'))));
    return all;
  }

  private static MSPPrincipal principal(String name) {
    int dot = name.lastIndexOf('.');
    return MSPPrincipal.newBuilder()
        .setPrincipalClassification(MSPPrincipal.Classification.ROLE)
        .setPrincipal(
            MSPRole.newBuilder()
                .setMspIdentifier(name.substring(0, dot))
                .setRole(role(name.substring(dot + 1)))
                .build()
                .toByteString())
        .build();
  }

  private static MSPRoleType role(String name) {
    MSPRoleType role = ROLES.get(name);
    if (role == null) {
      throw new IllegalArgumentException(name + " is no role");
    }
    return role;
  }

  /** A part of a policy. */
  private record Part(String text, SignaturePolicy policy, boolean any) {}

  /** Goes through the text once. */
  private static final class Reader {
    private final String text;
    private final List<String> principals = new ArrayList<>();
    private int at;

    Reader(String text) {
      this.text = text;
    }

    private Part part(int depth) {
      if (depth > DEEPEST) {
        throw wrong("it is nested more than " + DEEPEST + " times");
      }
      blanks();
      if (at < text.length() && (text.charAt(at) == '\'' || text.charAt(at) == '"')) {
        return principalPart();
      }
      String word = word();
      return switch (word.toUpperCase(Locale.ROOT)) {
        case "OR" -> group("OR", 1, depth);
        case "AND" -> group("AND", Integer.MAX_VALUE, depth);
        case "OUTOF" -> group("OutOf", 0, depth);
        default ->
            throw wrong(
                "OR(…), AND(…), OutOf(n, …) or a principal in quotes is expected where '"
                    + shown(word)
                    + "' is");
      };
    }

    /** At least: 0 if it is said, as the first in the parentheses. */
    private Part group(String name, int least, int depth) {
      take('(');
      int needed = least;
      if (least == 0) {
        blanks();
        needed = number();
        take(',');
      }
      List<Part> parts = new ArrayList<>();
      do {
        parts.add(part(depth + 1));
        blanks();
      } while (taken(','));
      take(')');
      if (needed == Integer.MAX_VALUE) {
        needed = parts.size();
      }
      if (needed < 1 || needed > parts.size()) {
        throw wrong("OutOf asks for " + needed + " of " + parts.size());
      }
      SignaturePolicy.NOutOf.Builder rule = SignaturePolicy.NOutOf.newBuilder().setN(needed);
      parts.forEach(part -> rule.addRules(part.policy()));
      String inner = String.join(", ", parts.stream().map(Part::text).toList());
      return new Part(
          name.equals("OutOf") ? "OutOf(" + needed + ", " + inner + ")" : name + "(" + inner + ")",
          SignaturePolicy.newBuilder().setNOutOf(rule).build(),
          needed == 1 && parts.stream().allMatch(Part::any));
    }

    private Part principalPart() {
      char quote = text.charAt(at);
      int end = text.indexOf(quote, at + 1);
      if (end < 0) {
        throw wrong("a quote isn't closed");
      }
      String name = text.substring(at + 1, end);
      at = end + 1;
      int dot = name.lastIndexOf('.');
      if (dot < 1 || !ROLES.containsKey(name.substring(dot + 1))) {
        throw wrong(
            "'"
                + shown(name)
                + "' is no principal: write ORGANISATION.member, or .peer, .client, .admin");
      }
      int index = principals.indexOf(name);
      if (index < 0) {
        index = principals.size();
        principals.add(name);
        if (principals.size() > MOST_PRINCIPALS) {
          throw wrong("it names more than " + MOST_PRINCIPALS + " principals");
        }
      }
      return new Part(
          "'" + name + "'", SignaturePolicy.newBuilder().setSignedBy(index).build(), true);
    }

    private String word() {
      int begin = at;
      while (at < text.length() && Character.isLetter(text.charAt(at))) {
        at++;
      }
      return text.substring(begin, at);
    }

    private int number() {
      int begin = at;
      while (at < text.length() && at - begin < 4 && Character.isDigit(text.charAt(at))) {
        at++;
      }
      if (begin == at) {
        throw wrong("OutOf begins with a number");
      }
      return Integer.parseInt(text.substring(begin, at));
    }

    private void end() {
      blanks();
      if (at < text.length()) {
        throw wrong("'" + shown(text.substring(at)) + "' is left over");
      }
    }

    private void take(char expected) {
      blanks();
      if (!taken(expected)) {
        throw wrong(
            "'" + expected + "' is expected " + (at < text.length() ? "at " + at : "at the end"));
      }
    }

    private boolean taken(char expected) {
      if (at < text.length() && text.charAt(at) == expected) {
        at++;
        return true;
      }
      return false;
    }

    private void blanks() {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
    }

    private static String shown(String what) {
      return what.length() > 60 ? what.substring(0, 60) + "…" : what;
    }

    private static IllegalArgumentException wrong(String why) {
      return new IllegalArgumentException("The policy can't be read: " + why + ".");
    }
  }
}

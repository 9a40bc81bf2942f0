package io.ridgeway.app.embedded;

/**
 * What a sign-in gives: bearer tokens, in their encoded form. Does not show them in {@code
 * toString}.
 */
public record Tokens(String accessToken, String refreshToken, String idToken) {
  @Override
  public String toString() {
    return "Tokens[hidden]";
  }
}

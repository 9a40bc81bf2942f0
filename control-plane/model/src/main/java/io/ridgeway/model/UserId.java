package io.ridgeway.model;

/**
 * A person or service as the identity provider names it: the token's {@code sub}, at most 255
 * characters.
 */
public record UserId(String value) {
  public UserId {
    if (value.isBlank() || value.length() > 255) {
      throw new IllegalArgumentException("a user id has 1 to 255 characters");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}

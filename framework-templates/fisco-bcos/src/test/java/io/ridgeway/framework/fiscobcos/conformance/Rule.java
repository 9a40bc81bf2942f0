package io.ridgeway.framework.fiscobcos.conformance;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a specification says of one key; {@code 3.12.yaml} says what each word means. */
record Rule(
    Type is,
    @Nullable BigInteger least,
    @Nullable BigInteger most,
    @Nullable List<String> of,
    @Nullable String matches,
    @JsonProperty("default") @Nullable String usual,
    @Nullable Write write,
    boolean idle) {

  enum Type {
    BOOLEAN,
    WHOLE,
    TEXT,
    WORD,
    CHOICE,
    ADDRESS,
    PORT,
    FILE,
    FOLDER,
    FORM
  }

  enum Write {
    ALWAYS,
    STANDARD,
    GUOMI
  }

  boolean mustBeWritten(boolean guomi) {
    if (write == null) {
      return false;
    }
    return switch (write) {
      case ALWAYS -> true;
      case STANDARD -> !guomi;
      case GUOMI -> guomi;
    };
  }

  /** Whether the key has no place in a node of the suite. */
  boolean isOfTheOtherSuite(boolean guomi) {
    return write == (guomi ? Write.STANDARD : Write.GUOMI);
  }

  /** What the value isn't, if it isn't what it must be. */
  Optional<String> unfit(String value) {
    boolean fit =
        switch (is) {
          case BOOLEAN -> value.matches("true|false");
          case WHOLE -> isWhole(value, bound(least, "0"), bound(most, "9223372036854775807"));
          case PORT -> isWhole(value, bound(least, "1"), bound(most, "65535"));
          case TEXT -> true;
          case WORD -> value.matches("\\S+");
          case CHOICE -> of != null && of.contains(value);
          case ADDRESS ->
              value.matches("([0-9]{1,3}\\.){3}[0-9]{1,3}")
                  || value.matches("[0-9a-fA-F:]*:[0-9a-fA-F:]*");
          case FILE -> Files.isReadable(Path.of(value)) && !Files.isDirectory(Path.of(value));
          case FOLDER -> Path.of(value).isAbsolute();
          case FORM -> matches != null && value.matches(matches);
        };
    return fit ? Optional.empty() : Optional.of(expectation());
  }

  private static BigInteger bound(@Nullable BigInteger given, String usual) {
    return given == null ? new BigInteger(usual) : given;
  }

  private static boolean isWhole(String value, BigInteger least, BigInteger most) {
    if (!value.matches("0|-?[1-9][0-9]{0,18}")) {
      return false;
    }
    BigInteger number = new BigInteger(value);
    return number.compareTo(least) >= 0 && number.compareTo(most) <= 0;
  }

  private String expectation() {
    return switch (is) {
      case BOOLEAN -> "neither true nor false";
      case WHOLE -> "no whole number from " + least + " to " + most;
      case PORT -> "no port";
      case TEXT, WORD -> "empty or of several words";
      case CHOICE -> "none of " + of;
      case ADDRESS -> "no address";
      case FILE -> "no file that can be read";
      case FOLDER -> "no absolute path";
      case FORM -> "not of the form " + matches;
    };
  }
}

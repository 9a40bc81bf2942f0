package io.ridgeway.keys.kek;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which key of AWS KMS.
 *
 * @param key the ARN of a symmetric key for encryption, not of an alias: an alias can be pointed at
 *     another key
 * @param door usually {@link #endpoint}
 * @param name what it is called beside what it wrapped; account, region and key id if empty
 */
public record AwsKmsSettings(String key, CloudDoor door, Optional<String> name) {
  private static final Pattern ARN =
      Pattern.compile(
          "arn:(aws[a-z-]{0,20}):kms:([a-z0-9-]{5,30}):([0-9]{12}):key/([a-z0-9-]{36})");
  private static final String KIND = "aws-kms";

  public AwsKmsSettings {
    parts(key);
    called(key, name);
  }

  /**
   * The region's own.
   *
   * @throws IllegalArgumentException if that is no key's ARN
   */
  public static URI endpoint(String key) {
    Matcher parts = parts(key);
    return URI.create(
        "https://kms."
            + parts.group(2)
            + (parts.group(1).equals("aws-cn") ? ".amazonaws.com.cn" : ".amazonaws.com"));
  }

  String id() {
    return called(key, name);
  }

  String region() {
    return parts(key).group(2);
  }

  private static String called(String key, Optional<String> name) {
    Matcher parts = parts(key);
    return CloudDoor.called(
        KIND, name, parts.group(3) + "/" + parts.group(2) + "/" + parts.group(4), 0);
  }

  private static Matcher parts(String key) {
    Matcher parts = ARN.matcher(key);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "an AWS KMS key is named by its whole ARN, arn:aws:kms:REGION:ACCOUNT:key/…, not by an"
              + " alias");
    }
    return parts;
  }
}

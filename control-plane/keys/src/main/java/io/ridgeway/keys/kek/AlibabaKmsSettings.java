package io.ridgeway.keys.kek;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which key of Alibaba Cloud KMS.
 *
 * @param region {@code cn-hangzhou}
 * @param key the id of a symmetric key, not an alias: an alias can be pointed at another key
 * @param door usually {@link #endpoint}; within a VPC {@code https://kms-vpc.REGION.aliyuncs.com}
 * @param name what it is called beside what it wrapped; region and key id if empty
 */
public record AlibabaKmsSettings(String region, String key, CloudDoor door, Optional<String> name) {
  private static final Pattern REGION = Pattern.compile("[a-z]{2}-[a-z0-9-]{3,20}");
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9-]{20,40}");

  /** Of brackets and a version's id. */
  private static final int VERSION = 62;

  public AlibabaKmsSettings {
    endpoint(region);
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException(
          "an Alibaba Cloud KMS key is named by its id (key-…), not by an ARN or an alias");
    }
    called(region, key, name);
  }

  /**
   * The region's public one.
   *
   * @throws IllegalArgumentException if that is no region's id
   */
  public static URI endpoint(String region) {
    if (!REGION.matcher(region).matches()) {
      throw new IllegalArgumentException("that is no region of Alibaba Cloud: " + region);
    }
    return URI.create("https://kms." + region + ".aliyuncs.com");
  }

  /** The {@code id} without the version. */
  String called() {
    return called(region, key, name);
  }

  private static String called(String region, String key, Optional<String> name) {
    return CloudDoor.called("alibaba-kms", name, region + "/" + key, VERSION);
  }
}

package io.ridgeway.engine.fake;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** Somebody whose key isn't in custody; known to these tests alone. */
public final class OutsideAdministrator {
  /** The certificate. */
  public static final String CERTIFICATE =
      """
      -----BEGIN CERTIFICATE-----
      MIIBwDCCAWWgAwIBAgIUUsWQouXaDn9uVZB7lcb6QaTzUS8wCgYIKoZIzj0EAwIw
      NDENMAsGA1UECgwEYmV0YTEOMAwGA1UECwwFYWRtaW4xEzARBgNVBAMMCmJldGEt
      YWRtaW4wIBcNMjYxMTIyMDUxNDEzWhgPMjEyNjEwMjkwNTE0MTNaMDQxDTALBgNV
      BAoMBGJldGExDjAMBgNVBAsMBWFkbWluMRMwEQYDVQQDDApiZXRhLWFkbWluMFkw
      EwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEG9vujNLRpLVow9s/Gey3mef2Wbu44O+R
      ozyVfWR5aZt1KcQhxiZ7unX1IVo+bj2wjnzKBYvWSxr4eDoAGUa6oqNTMFEwHQYD
      VR0OBBYEFFMqK0esrdTzKFkLdz1ny6xBaHGjMB8GA1UdIwQYMBaAFFMqK0esrdTz
      KFkLdz1ny6xBaHGjMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSQAwRgIh
      AJ7dfYzO7DhrPVsTUFrUTYbNCMBrjRJQOmxZ8aWt0RQTAiEAjMM0XnMatZdN4rUK
      AWl64W8QJH6QPsscmBBl6m5lAhU=
      -----END CERTIFICATE-----
      """;

  private static final String KEY =
      "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgnoEbvtK35ieXRl6bkXXCGvQrt22A"
          + "jBKxI6HJlftSJ+qhRANCAAQb2+6M0tGktWjD2z8Z7LeZ5/ZZu7jg75GjPJV9ZHlpm3UpxCHGJnu6"
          + "dfUhWj5uPbCOfMoFi9ZLGvh4OgAZRrqi";

  private OutsideAdministrator() {}

  /** A signature in DER, Base64, as any program would make it. */
  public static String sign(byte[] message) {
    try {
      PrivateKey key =
          KeyFactory.getInstance("EC")
              .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(KEY)));
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(key);
      signature.update(message);
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}

package io.ridgeway.framework.fabric.client;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.StringReader;
import java.security.cert.CertificateException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hyperledger.fabric.client.identity.Identities;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;

/** Who made a transaction. */
final class Creator {
  private static final Pattern COMMON_NAME = Pattern.compile("(?:^|,)CN=([^,+]*)");

  private Creator() {}

  /** As {@code alpha/clerk}; the MSP id alone if its certificate can't be read, or nothing. */
  static String of(Payload payload) {
    try {
      SignatureHeader header = SignatureHeader.parseFrom(payload.getHeader().getSignatureHeader());
      return of(header.getCreator());
    } catch (InvalidProtocolBufferException e) {
      return "";
    }
  }

  /** The same of a member as the ledger keeps it. */
  static String of(ByteString member) {
    try {
      SerializedIdentity who = SerializedIdentity.parseFrom(member);
      String name = name(who.getIdBytes().toStringUtf8());
      return name.isEmpty() ? who.getMspid() : who.getMspid() + "/" + name;
    } catch (InvalidProtocolBufferException e) {
      return "";
    }
  }

  private static String name(String pem) {
    try {
      Matcher name =
          COMMON_NAME.matcher(
              Identities.readX509Certificate(new StringReader(pem))
                  .getSubjectX500Principal()
                  .getName());
      return name.find() ? name.group(1) : "";
    } catch (IOException | CertificateException e) {
      return "";
    }
  }
}

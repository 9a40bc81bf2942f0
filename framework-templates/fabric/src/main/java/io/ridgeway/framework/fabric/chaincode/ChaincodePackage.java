package io.ridgeway.framework.fabric.chaincode;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ridgeway.model.place.HostPort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/**
 * What a peer installs for a chaincode that runs as a service: where it is reached, and nothing of
 * its code. The same input gives the same bytes, so the same id.
 *
 * @param label names it for people
 * @param bytes a gzipped tar, as Fabric's life cycle takes it
 */
@SuppressWarnings("ArrayRecordComponent") // made once, compared by its id
public record ChaincodePackage(String label, byte[] bytes) {
  /** Fabric's own rule for labels. */
  private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9]+([.+_-][A-Za-z0-9]+)*");

  private static final int LONGEST_LABEL = 64;
  private static final ObjectMapper JSON = new ObjectMapper();

  public ChaincodePackage {
    if (label.length() > LONGEST_LABEL || !LABEL.matcher(label).matches()) {
      throw new IllegalArgumentException(
          "A chaincode's label has letters and digits, with single . + _ - between them, and at"
              + " most "
              + LONGEST_LABEL
              + " characters.");
    }
  }

  /**
   * The package of a service.
   *
   * @param address where peers reach it
   * @param authority PEM of whom its TLS certificate is from; empty if it speaks without TLS, which
   *     is for a chaincode beside its peer only
   */
  public static ChaincodePackage of(String label, HostPort address, Optional<String> authority) {
    Map<String, Object> connection = new LinkedHashMap<>();
    connection.put("address", address.toString());
    connection.put("dial_timeout", "10s");
    connection.put("tls_required", authority.isPresent());
    authority.ifPresent(pem -> connection.put("root_cert", pem));
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("type", "ccaas");
    metadata.put("label", label);
    return new ChaincodePackage(
        label,
        archive(
            Map.of(
                "metadata.json", json(metadata),
                "code.tar.gz", archive(Map.of("connection.json", json(connection))))));
  }

  /** As peers name it: the label and the hash of the bytes. */
  public String id() {
    try {
      return label
          + ":"
          + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static byte[] json(Map<String, Object> content) {
    try {
      return JSON.writeValueAsBytes(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] archive(Map<String, byte[]> files) {
    // No time of day in it: what is the same has the same id.
    GzipParameters timeless = new GzipParameters();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(
            new GzipCompressorOutputStream(bytes, timeless), StandardCharsets.UTF_8.name())) {
      for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
        entry.setSize(file.getValue().length);
        entry.setModTime(0);
        tar.putArchiveEntry(entry);
        tar.write(file.getValue());
        tar.closeArchiveEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}

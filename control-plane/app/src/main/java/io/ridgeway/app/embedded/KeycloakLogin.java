package io.ridgeway.app.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Signs a person in as their browser would: Keycloak's own login page, authorization code and PKCE
 * (RFC 7636) with a public client and a loopback redirect (RFC 8252) at which nobody listens. For
 * demonstrations and tests, where a script holds the password; people sign in with a browser.
 */
public final class KeycloakLogin {
  private static final String REDIRECT = "http://127.0.0.1:1/signed-in";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int OK = 200;
  // Username and password may be on one page or on two; more pages than that is something that a
  // script can't answer.
  private static final int MOST_PAGES = 4;
  private static final Pattern FORM =
      Pattern.compile("<form[^>]*\\bid=\"kc-form-login\"[^>]*>", Pattern.DOTALL);
  private static final Pattern ACTION = Pattern.compile("\\baction=\"([^\"]+)\"");
  private static final Pattern CODE = Pattern.compile("[?&]code=([^&]+)");
  private static final Pattern STATE = Pattern.compile("[?&]state=([^&]+)");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String realmUrl;
  private final String client;
  private final SecureRandom random;
  private final HttpClient http =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

  /**
   * @param realmUrl the issuer, such as {@code http://127.0.0.1:8180/realms/ridgeway}
   * @param client a public client with the standard flow, such as {@code ridgeway-cli}
   */
  public KeycloakLogin(String realmUrl, String client, SecureRandom random) {
    this.realmUrl = realmUrl;
    this.client = client;
    this.random = random;
  }

  /**
   * Signs in. One at a time for each user: while one sign-in of a user is under way, Keycloak's
   * guard against guessing refuses a second.
   *
   * @param scope further scopes beside {@code openid}, separated by spaces; may be empty
   * @throws EmbeddedException when Keycloak shows its page again, asks for more, or does not answer
   */
  public Tokens signIn(String user, String password, String scope) {
    String verifier = randomText();
    String state = randomText();
    Map<String, String> query = new LinkedHashMap<>();
    query.put("response_type", "code");
    query.put("client_id", client);
    query.put("redirect_uri", REDIRECT);
    query.put("scope", ("openid " + scope).strip());
    query.put("state", state);
    query.put("code_challenge", challenge(verifier));
    query.put("code_challenge_method", "S256");
    // The cookies are marked "secure" though this is loopback: a cookie store would not send them
    // back, a browser does.
    Map<String, String> cookies = new HashMap<>();
    URI authorize = URI.create(realmUrl + "/protocol/openid-connect/auth?" + form(query));
    HttpResponse<String> page = send(cookies, HttpRequest.newBuilder(authorize).GET());
    for (int pages = 0; pages < MOST_PAGES && location(page).isEmpty(); pages++) {
      page = send(cookies, post(action(page, user), answers(page.body(), user, password)));
    }
    String location = location(page);
    if (!location.startsWith(REDIRECT) || !group(STATE, location).equals(state)) {
      throw new EmbeddedException("Keycloak did not sign " + user + " in");
    }
    return exchange(cookies, group(CODE, location), verifier);
  }

  private Tokens exchange(Map<String, String> cookies, String code, String verifier) {
    HttpResponse<String> answer =
        send(
            cookies,
            post(
                URI.create(realmUrl + "/protocol/openid-connect/token"),
                Map.of(
                    "grant_type", "authorization_code",
                    "client_id", client,
                    "redirect_uri", REDIRECT,
                    "code", code,
                    "code_verifier", verifier)));
    if (answer.statusCode() != OK) {
      throw new EmbeddedException("Keycloak gave no token: status " + answer.statusCode());
    }
    try {
      JsonNode tokens = JSON.readTree(answer.body());
      return new Tokens(
          tokens.path("access_token").asText(),
          tokens.path("refresh_token").asText(),
          tokens.path("id_token").asText());
    } catch (IOException e) {
      throw new EmbeddedException("Keycloak answered something that is no JSON", e);
    }
  }

  private static Map<String, String> answers(String page, String user, String password) {
    Map<String, String> answers = new HashMap<>();
    if (page.contains("name=\"username\"")) {
      answers.put("username", user);
    }
    if (page.contains("name=\"password\"")) {
      answers.put("password", password);
    }
    return answers;
  }

  private static URI action(HttpResponse<String> page, String user) {
    Matcher form = FORM.matcher(page.body());
    if (page.statusCode() != OK || !form.find()) {
      throw new EmbeddedException(
          "Keycloak showed no login form for " + user + ": status " + page.statusCode());
    }
    return URI.create(group(ACTION, form.group()).replace("&amp;", "&"));
  }

  private HttpResponse<String> send(Map<String, String> cookies, HttpRequest.Builder request) {
    if (!cookies.isEmpty()) {
      request.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; ")));
    }
    try {
      HttpResponse<String> answer =
          http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
      for (String cookie : answer.headers().allValues("Set-Cookie")) {
        String[] pair = cookie.split(";", 2)[0].split("=", 2);
        cookies.put(pair[0], pair[1]);
      }
      return answer;
    } catch (IOException e) {
      throw new EmbeddedException("Keycloak does not answer at " + realmUrl, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedException("interrupted while signing in", e);
    }
  }

  private static HttpRequest.Builder post(URI target, Map<String, String> fields) {
    return HttpRequest.newBuilder(target)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(form(fields)));
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(
            field ->
                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElse("");
  }

  private static String group(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    return found.find() ? found.group(1) : "";
  }

  private String randomText() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String challenge(String verifier) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

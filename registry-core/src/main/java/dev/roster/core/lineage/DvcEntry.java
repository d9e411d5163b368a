package dev.roster.core.lineage;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.roster.core.digest.Md5;
import dev.roster.core.digest.Sha256;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An out or dependency in a file of DVC.
 *
 * <p>The same data has the same digest in every file. A push to a cloud-versioned remote replaces
 * the MD5 of a folder by its list of files, from which the MD5 is computed again. Data that DVC
 * does not hold is known by what its server calls its content, or by the revision of its
 * repository.
 *
 * @param digest null if the entry does not identify its data
 * @param uri the repository and its revision, for data of another repository
 */
record DvcEntry(@Nullable String path, @Nullable String digest, @Nullable String uri) {
  private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}(\\.dir)?");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._=-]{1,122}");
  private static final Pattern USER = Pattern.compile("(?<=://)[^/@]*@");
  private static final List<String> MARKS = List.of("etag", "checksum", "version_id");

  static DvcEntry of(Map<?, ?> entry) {
    String path = LineageCollector.text(entry.get("path"), 512);
    if (entry.get("repo") instanceof Map<?, ?> repository && path != null)
      return inRepository(path, repository.get("url"), repository.get("rev_lock"));
    return new DvcEntry(path, digest(entry), null);
  }

  /** An entry under {@code datasets} in a {@code dvc.lock}. */
  static DvcEntry ofDataset(Map<?, ?> dataset) {
    String path = LineageCollector.text(dataset.get("path"), 512);
    String url = LineageCollector.text(dataset.get("url"), 512);
    if (dataset.get("rev_lock") != null)
      return inRepository(path == null ? "." : path, url, dataset.get("rev_lock"));
    String name = LineageCollector.text(dataset.get("name"), 512);
    if (dataset.get("version") != null) return inRepository(name, url, dataset.get("version"));
    String digest = digest(dataset);
    if (digest == null && dataset.get("meta") instanceof Map<?, ?> meta) digest = digest(meta);
    return new DvcEntry(url == null ? name : url, digest, null);
  }

  private static DvcEntry inRepository(
      @Nullable String path, @Nullable Object url, @Nullable Object revision) {
    String address = LineageCollector.text(url, 2_048), locked = text(revision);
    if (path == null || address == null || locked == null) return new DvcEntry(path, null, null);
    String uri = USER.matcher(address).replaceAll("") + "@" + locked;
    return new DvcEntry(path, "repo:" + Sha256.ofText(uri + '\u001F' + path).hex(), uri);
  }

  /** Whether what stands where the MD5 belongs is none. */
  static boolean isMalformed(Map<?, ?> entry) {
    Object md5 = entry.get("md5");
    return md5 != null && md5(entry) == null;
  }

  private static @Nullable String digest(Map<?, ?> entry) {
    String md5 = md5(entry);
    if (md5 != null) return "md5:" + md5;
    if (entry.get("files") instanceof List<?> files && !files.isEmpty()) return ofFiles(files);
    String mark = mark(entry);
    return mark == null ? null : "etag:" + mark;
  }

  private static @Nullable String md5(Map<?, ?> entry) {
    String md5 = LineageCollector.text(entry.get("md5"), 64);
    return md5 != null && MD5.matcher(md5).matches() ? md5 : null;
  }

  /** What the server of the data calls its content: an ETag, without its quotes. */
  private static @Nullable String mark(Map<?, ?> entry) {
    for (String name : MARKS) {
      String mark = text(entry.get(name));
      if (mark == null) continue;
      String plain = mark.replaceFirst("^W/", "").replace("\"", "");
      plain = plain.replace('/', '_').replace('+', '-'); // Base64, in the letters of addresses
      return PLAIN.matcher(plain).matches() ? plain : Sha256.ofText(mark).hex();
    }
    boolean isPushed = entry.get("cloud") instanceof Map<?, ?> remotes && remotes.size() == 1;
    if (!isPushed) return null;
    Object remote = ((Map<?, ?>) entry.get("cloud")).values().iterator().next();
    return remote instanceof Map<?, ?> pushed ? mark(pushed) : null;
  }

  /** The MD5 of a folder as DVC computes it, or the digest of the marks of its files. */
  private static @Nullable String ofFiles(List<?> files) {
    record File(String path, @Nullable String md5, @Nullable String mark) {}
    List<File> all = new ArrayList<>();
    for (Object one : files) {
      if (!(one instanceof Map<?, ?> file)) return null;
      String path = file.get("relpath") instanceof String text ? text : null;
      String md5 = md5(file), mark = mark(file);
      if (path == null || md5 == null && mark == null) return null;
      all.add(new File(path, md5, mark));
    }
    all.sort(Comparator.comparing(file -> file.path().getBytes(UTF_8), Arrays::compareUnsigned));
    boolean hashed = all.stream().allMatch(file -> file.md5() != null);
    StringBuilder text = new StringBuilder();
    for (File file : all) {
      if (hashed)
        text.append(text.isEmpty() ? "[" : ", ")
            .append("{\"md5\": \"%s\", \"relpath\": %s}".formatted(file.md5(), json(file.path())));
      else text.append(file.path()).append('\u001F').append(file.mark()).append('\n');
    }
    return hashed
        ? "md5:" + Md5.ofText(text.append(']').toString()) + ".dir"
        : "etag:" + Sha256.ofText(text.toString()).hex() + ".dir";
  }

  /** A text in JSON as Python's {@code json.dumps} writes it, which escapes all but ASCII. */
  private static String json(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (char character : text.toCharArray()) {
      switch (character) {
        case '"' -> json.append("\\\"");
        case '\\' -> json.append("\\\\");
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        case '\b' -> json.append("\\b");
        case '\f' -> json.append("\\f");
        default -> {
          if (character >= 0x20 && character < 0x7f || character == 0x7f) json.append(character);
          else json.append("\\u%04x".formatted((int) character));
        }
      }
    }
    return json.append('"').toString();
  }

  private static @Nullable String text(@Nullable Object value) {
    return LineageCollector.text(value, 1_024);
  }
}

package dev.roster.core.warning;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.roster.core.artifact.ArtifactFile;
import dev.roster.core.artifact.ArtifactPath;
import dev.roster.core.version.Warning.Code;
import dev.roster.core.yaml.SafeYaml;
import dev.roster.core.yaml.UnreadableYaml;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files that stand for others: pointers of Git LFS and git-annex, which a checkout without the
 * bytes has, and files of DVC for a model that is not there. A file of DVC for data is no warning
 * beside a model, because it says what the model was trained on; a version that has only texts and
 * such files lacks its model.
 */
final class PointerFiles implements FileCheck {
  private static final int MAX_LENGTH = 1_024; // as Git LFS specifies it
  private static final String DVC = ".dvc";
  private static final Pattern GIT_LFS =
      Pattern.compile(
          "version https://(?:git-lfs\\.github\\.com|hawser\\.github\\.com)/spec/v\\S+\\s");
  private static final Pattern SIZE = Pattern.compile("\nsize (\\d{1,19})\\s");
  private static final Pattern GIT_ANNEX =
      Pattern.compile("(?:\\.\\./)*(?:\\.git)?/annex/objects/\\S");

  /** Files that are about a model, and no model. */
  private static final Pattern ABOUT =
      Pattern.compile(
          "(?:.*/)?(?:.*\\.(?:dvc|md|txt|lock|ya?ml|gitignore|gitattributes|dvcignore)|dvc\\.lock)",
          Pattern.CASE_INSENSITIVE);

  private static final Set<String> MODELS =
      Set.of(
          "bin",
          "bst",
          "cbm",
          "ckpt",
          "dill",
          "engine",
          "gguf",
          "h5",
          "hdf5",
          "joblib",
          "keras",
          "model",
          "msgpack",
          "npz",
          "onnx",
          "ot",
          "pb",
          "pickle",
          "pkl",
          "plan",
          "pmml",
          "pt",
          "pth",
          "safetensors",
          "sav",
          "skops",
          "tflite",
          "ubj",
          "xgb");

  @Override
  public boolean isFor(ArtifactPath path, long size) {
    return size > 0 && size < MAX_LENGTH || isDvc(path.text(), size);
  }

  private static boolean isDvc(String path, long size) {
    return path.endsWith(DVC) && size <= SafeYaml.MAX_LENGTH;
  }

  @Override
  public int maxFiles() {
    return 2_000;
  }

  @Override
  public void check(ArtifactFile file, FoundWarnings found) throws UnreadableYaml {
    String path = file.path().text();
    byte[] bytes = file.bytes(0, (int) Math.min(file.size(), SafeYaml.MAX_LENGTH));
    String text = new String(bytes, ISO_8859_1);
    if (GIT_LFS.matcher(text).lookingAt()) {
      Matcher size = SIZE.matcher(text);
      found.add(
          path,
          Code.POINTER,
          "is a pointer of Git LFS%s, and not the file itself. Run git lfs pull before the upload"
              .formatted(size.find() ? " to a file of " + size.group(1) + " bytes" : ""));
    } else if (GIT_ANNEX.matcher(text).lookingAt()) {
      found.add(
          path,
          Code.POINTER,
          "is a pointer of git-annex, and not the file itself. Run git annex get before the"
              + " upload");
    } else if (isDvc(path, file.size())) {
      dvc(path, bytes, found);
    }
  }

  private static void dvc(String path, byte[] bytes, FoundWarnings found) throws UnreadableYaml {
    if (!(SafeYaml.read(bytes) instanceof Map<?, ?> document)) return;
    if (!(document.get("outs") instanceof List<?> outs)) return;
    String base = document.get("wdir") instanceof String wdir ? wdir + "/" : "";
    boolean alone = found.paths().stream().allMatch(one -> ABOUT.matcher(one).matches());
    for (Object out : outs) {
      if (!(out instanceof Map<?, ?> one) || !(one.get("path") instanceof String named)) continue;
      String place = FoundWarnings.place(path, base + named);
      if (place != null && found.has(place) || !alone && !isModel(named)) continue;
      found.add(
          path,
          Code.POINTER,
          "is a file of DVC for %s, which is not among the files. Run dvc pull before the upload"
              .formatted(named));
    }
  }

  private static boolean isModel(String name) {
    int dot = name.lastIndexOf('.');
    return MODELS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
  }
}

package dev.roster.core.warning;

import dev.roster.core.artifact.ArtifactFile;
import dev.roster.core.artifact.ArtifactPath;
import dev.roster.core.signature.FileBytes;
import dev.roster.core.signature.ReadBudget;
import dev.roster.core.signature.UnreadableFile;
import dev.roster.core.signature.WireReader;
import dev.roster.core.version.Warning.Code;
import java.util.Arrays;
import java.util.Locale;

/**
 * The weights that an ONNX model has in other files. A place that climbs out of the model's folder
 * is named and never looked at. Field numbers: onnx/onnx, onnx/onnx-ml.proto, messages ModelProto,
 * GraphProto, NodeProto, AttributeProto, FunctionProto, TrainingInfoProto, TensorProto,
 * SparseTensorProto, StringStringEntryProto.
 */
final class OnnxWeights implements FileCheck {
  /** A model whose weights are elsewhere is small; one that holds them is not read to its end. */
  private static final long MAX_BYTES = 32L << 20;

  private static final int MAX_PIECES = 256;

  /** A tensor whose bytes are elsewhere is smaller. */
  private static final int MAX_TENSOR = 16 << 10;

  private static final int MAX_DEPTH = 20;

  @Override
  public boolean isFor(ArtifactPath path, long size) {
    return path.fileName().toLowerCase(Locale.ROOT).endsWith(".onnx");
  }

  @Override
  public int maxFiles() {
    return 8;
  }

  @Override
  public void check(ArtifactFile file, FoundWarnings found) throws UnreadableFile {
    FileBytes bytes =
        new FileBytes(file::bytes, file.size(), new ReadBudget(MAX_BYTES, MAX_PIECES));
    WireReader model = new WireReader(bytes);
    String path = file.path().text();
    while (model.next())
      switch (model.field()) {
        case 7 -> graph(model.message(), path, found, 0);
        case 20 -> training(model.message(), path, found);
        case 25 -> function(model.message(), path, found);
        default -> {} // texts and versions
      }
  }

  private static void training(WireReader info, String path, FoundWarnings found)
      throws UnreadableFile {
    while (info.next())
      if (info.field() == 1 || info.field() == 2) graph(info.message(), path, found, 0);
  }

  private static void function(WireReader function, String path, FoundWarnings found)
      throws UnreadableFile {
    while (function.next()) if (function.field() == 7) node(function.message(), path, found, 0);
  }

  private static void graph(WireReader graph, String path, FoundWarnings found, int depth)
      throws UnreadableFile {
    if (depth > MAX_DEPTH) throw new UnreadableFile("has graphs that are nested too deep");
    while (graph.next())
      switch (graph.field()) {
        case 1 -> node(graph.message(), path, found, depth);
        case 5 -> tensor(graph, path, found);
        case 15 -> sparse(graph.message(), path, found);
        default -> {} // inputs, outputs and what is between
      }
  }

  private static void node(WireReader node, String path, FoundWarnings found, int depth)
      throws UnreadableFile {
    while (node.next()) {
      if (node.field() != 5) continue;
      WireReader attribute = node.message();
      while (attribute.next())
        switch (attribute.field()) {
          case 5, 10 -> tensor(attribute, path, found);
          case 6, 11 -> graph(attribute.message(), path, found, depth + 1);
          case 22, 23 -> sparse(attribute.message(), path, found);
          default -> {} // numbers and texts
        }
    }
  }

  private static void sparse(WireReader tensor, String path, FoundWarnings found)
      throws UnreadableFile {
    while (tensor.next())
      if (tensor.field() == 1 || tensor.field() == 2) tensor(tensor, path, found);
  }

  /** Reads the tensor that the reader is at. */
  private static void tensor(WireReader at, String path, FoundWarnings found)
      throws UnreadableFile {
    if (at.length() > MAX_TENSOR) return;
    WireReader tensor = at.message();
    String location = "";
    long offset = 0;
    long length = 0;
    boolean external = false;
    while (tensor.next()) {
      if (tensor.field() == 14) external = tensor.number() == 1;
      if (tensor.field() != 13) continue;
      String key = "";
      String value = "";
      WireReader entry = tensor.message();
      while (entry.next()) {
        if (entry.field() == 1) key = entry.text();
        else if (entry.field() == 2) value = entry.text();
      }
      switch (key) {
        case "location" -> location = value;
        case "offset" -> offset = number(value);
        case "length" -> length = number(value);
        default -> {} // a checksum
      }
    }
    if (external) external(location, offset, length, path, found);
  }

  private static long number(String text) {
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
  }

  private static void external(
      String location, long offset, long length, String path, FoundWarnings found) {
    String place = FoundWarnings.place(path, location);
    if (place == null
        || location.isEmpty()
        || Arrays.asList(location.split("[/\\\\]")).contains(".."))
      found.add(
          path,
          Code.EXTERNAL_DATA_OUTSIDE,
          "has weights in '%s', which is outside its folder and is never opened. Save the model with its weights beside it"
              .formatted(location));
    else if (found.size(place) < 0)
      found.add(
          path,
          Code.EXTERNAL_DATA_MISSING,
          "has weights in '%s', which is not among the files. Upload it to %s"
              .formatted(location, place));
    else if (found.size(place) < offset + length)
      found.add(
          path,
          Code.EXTERNAL_DATA_MISSING,
          "has weights in '%s' beyond its end, at byte %,d. Upload the whole file"
              .formatted(location, found.size(place)));
  }
}

#!/usr/bin/env python3
"""Makes the model files beside it with the tools that people use.

    python3 -m venv a && a/bin/pip install scikit-learn skl2onnx onnx mlflow-skinny pandas tritonclient protobuf grpcio
    python3 -m venv b && b/bin/pip install tensorflow-cpu
    a/bin/python make.py onnx mlflow triton; b/bin/python make.py tensorflow

Each kind in a process of its own: the tools want different versions of protobuf.
"""
import pathlib
import shutil
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent


def onnx():
    import numpy
    import onnx
    from onnx import TensorProto, helper
    from skl2onnx import to_onnx
    from skl2onnx.common.data_types import FloatTensorType, Int64TensorType, StringTensorType
    from sklearn.compose import ColumnTransformer
    from sklearn.linear_model import LinearRegression, LogisticRegression
    from sklearn.pipeline import Pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler

    x = numpy.array([[1, 2, 3], [2, 1, 0], [3, 5, 1], [0, 1, 1]], dtype=numpy.float32)
    y = numpy.array([0, 1, 1, 0])

    def save(name, model):
        (HERE / name).write_bytes(model.SerializeToString())

    features = [("features", FloatTensorType([None, 3]))]
    save("classifier-zipmap.onnx", to_onnx(LogisticRegression().fit(x, y), initial_types=features, target_opset=15))
    save("classifier.onnx", to_onnx(LogisticRegression().fit(x, y), initial_types=features, target_opset=15,
                                    options={"zipmap": False}))
    save("regressor-double.onnx", to_onnx(LinearRegression().fit(x, y), x.astype(numpy.float64)[:1], target_opset=15))

    import pandas
    frame = pandas.DataFrame({"age": [1, 2, 3, 4], "income": [1.5, 2.5, 0.5, 1.0], "city": ["a", "b", "a", "b"]})
    pipeline = Pipeline([
        ("columns", ColumnTransformer([("n", StandardScaler(), ["age", "income"]), ("c", OneHotEncoder(), ["city"])])),
        ("model", LogisticRegression())]).fit(frame, ["no", "yes", "yes", "no"])
    save("pipeline.onnx", to_onnx(pipeline, initial_types=[
        ("age", Int64TensorType([None, 1])), ("income", FloatTensorType([None, 1])), ("city", StringTensorType([None, 1]))],
        target_opset=15))

    small = helper.make_tensor("w", TensorProto.FLOAT, [8, 2], [0.0] * 16)
    weights = helper.make_graph(
        [helper.make_node("MatMul", ["x", "w"], ["y"])], "weights-as-inputs",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["batch", 8]),
         helper.make_tensor_value_info("w", TensorProto.FLOAT, [8, 2])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["batch", 2])], [small])
    model = helper.make_model(weights, opset_imports=[helper.make_opsetid("", 8)], ir_version=3)
    onnx.checker.check_model(model)
    save("weights-as-inputs.onnx", model)

    kinds = helper.make_graph(
        [helper.make_node("Identity", ["scalar"], ["same"]),
         helper.make_node("Identity", ["maybe"], ["perhaps"]),
         helper.make_node("Identity", ["whatever"], ["ranks"])], "kinds",
        [helper.make_tensor_value_info("scalar", TensorProto.INT64, []),
         helper.make_value_info("maybe", helper.make_optional_type_proto(
             helper.make_tensor_type_proto(TensorProto.BOOL, ["n", 2, None]))),
         helper.make_tensor_value_info("whatever", TensorProto.FLOAT16, None)],
        [helper.make_tensor_value_info("same", TensorProto.INT64, []),
         helper.make_value_info("perhaps", helper.make_optional_type_proto(
             helper.make_tensor_type_proto(TensorProto.BOOL, ["n", 2, None]))),
         helper.make_tensor_value_info("ranks", TensorProto.FLOAT16, None)])
    model = helper.make_model(kinds, opset_imports=[helper.make_opsetid("", 18)])  # a shape left out passes no checker
    save("kinds.onnx", model)


def mlflow():
    import mlflow.pyfunc
    import mlflow.sklearn
    import numpy
    import pandas
    from mlflow.models import ModelSignature, infer_signature
    from mlflow.types import ColSpec, DataType, ParamSchema, ParamSpec, Schema
    from mlflow.types.schema import Array, Object, Property
    from sklearn.linear_model import LogisticRegression

    frame = pandas.DataFrame({"age": [1, 2, 3, 4], "income": [1.5, 2.5, 0.5, 1.0]})
    model = LogisticRegression().fit(frame, [0, 1, 1, 0])

    def save(name, signature, fitted=model):
        with tempfile.TemporaryDirectory() as folder:
            mlflow.sklearn.save_model(fitted, folder + "/m", signature=signature, pip_requirements=["scikit-learn"],
                                     serialization_format="cloudpickle")
            shutil.copy(folder + "/m/MLmodel", HERE / name)

    columns = pandas.DataFrame({
        "age": numpy.array([1, 2], dtype="int32"), "income": [1.5, 2.5], "city": ["a", None],
        "seen": pandas.to_datetime(["2026-01-01", "2026-01-02"]), "active": [True, False]})
    save("columns.MLmodel", infer_signature(columns, numpy.array([0, 1]), params={"threshold": 0.5, "labels": ["a"]}))
    save("tensors.MLmodel", infer_signature(numpy.zeros((2, 3), dtype=numpy.float32), numpy.array([0, 1])))
    save("named-tensors.MLmodel", infer_signature(
        {"image": numpy.zeros((1, 3, 8, 8), dtype=numpy.uint8), "mask": numpy.zeros((1, 8, 8), dtype=bool)},
        {"score": numpy.zeros((1, 2))}))
    save("nested.MLmodel", ModelSignature(
        inputs=Schema([
            ColSpec(Array(Object([Property("role", DataType.string), Property("name", DataType.string, required=False)])),
                    "messages"),
            ColSpec(DataType.long, "limit", required=False)]),
        outputs=Schema([ColSpec(Array(DataType.float), "embedding")]),
        params=ParamSchema([ParamSpec("top_k", DataType.integer, 5)])))
    save("unsigned.MLmodel", None)
    numbers = pandas.DataFrame(numpy.random.rand(4, 12))
    save("numbers.MLmodel", infer_signature(numbers[[3, 7]], numbers[[10]]))
    levels = pandas.DataFrame([[1, 2.0, 3.0]], columns=pandas.MultiIndex.from_tuples([("a", "x"), ("b", 1), ("b", None)]))
    save("levels.MLmodel", infer_signature(levels, numpy.array([0])))
    save("names.MLmodel", infer_signature(pandas.DataFrame([[1, 2.0]], columns=[1.5, None])))
    odd = pandas.DataFrame({"age": [1, 2], "other": [{1, 2}, object()]})  # MLflow warns, and gives up on all columns
    save("gave-up.MLmodel", infer_signature(odd, numpy.array([0, 1])))


def tensorflow():
    import tensorflow as tf

    class Scorer(tf.Module):
        def __init__(self):
            self.weight = tf.Variable(tf.ones([4, 2]))

        @tf.function(input_signature=[tf.TensorSpec([None, 4], tf.float32, name="features"),
                                      tf.TensorSpec([], tf.int64, name="limit")])
        def serve(self, features, limit):
            return {"scores": tf.matmul(features, self.weight), "limit": limit}

        @tf.function(input_signature=[tf.TensorSpec(None, tf.string, name="text")])
        def words(self, text):
            return {"length": tf.strings.length(text)}

    def save(name, module, signatures):
        with tempfile.TemporaryDirectory() as folder:
            tf.saved_model.save(module, folder, signatures=signatures)
            shutil.copy(folder + "/saved_model.pb", HERE / name)

    scorer = Scorer()
    save("served.saved_model.pb", scorer, {"serving_default": scorer.serve, "words": scorer.words})
    save("only-words.saved_model.pb", scorer, {"words": scorer.words})
    save("unsigned.saved_model.pb", scorer, None)

    inputs = tf.keras.Input([8], name="features")
    model = tf.keras.Model(inputs, tf.keras.layers.Dense(3, name="scores")(inputs))
    with tempfile.TemporaryDirectory() as folder:
        model.export(folder + "/m", verbose=False)
        shutil.copy(folder + "/m/saved_model.pb", HERE / "keras.saved_model.pb")


def triton():
    from google.protobuf import text_format
    from tritonclient.grpc import model_config_pb2 as pb

    config = pb.ModelConfig(name="resnet", backend="onnxruntime", max_batch_size=8)
    config.input.add(name="image", data_type=pb.TYPE_FP32, dims=[3, 224, 224], format=pb.ModelInput.FORMAT_NCHW)
    config.input.add(name="mask", data_type=pb.TYPE_BOOL, dims=[-1], optional=True)
    config.output.add(name="scores", data_type=pb.TYPE_FP16, dims=[1000], label_filename="labels.txt")
    config.output.add(name="name", data_type=pb.TYPE_STRING, dims=[1]).reshape.shape.extend([])
    config.instance_group.add(count=2, kind=pb.ModelInstanceGroup.KIND_CPU)
    config.parameters["note"].string_value = "braces { } and \"quotes\"\n# no comment"
    (HERE / "printed.config.pbtxt").write_text(text_format.MessageToString(config))
    for name in ["printed.config.pbtxt", "written.config.pbtxt", "completed.config.pbtxt"]:
        text_format.Parse((HERE / name).read_text(), pb.ModelConfig())  # Triton's own schema takes it
    print("three configurations are as Triton's schema wants them")


for kind in sys.argv[1:]:
    globals()[kind]()

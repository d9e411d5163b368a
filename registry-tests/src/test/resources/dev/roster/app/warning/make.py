"""Makes the ONNX files beside this one: pip install onnx, python make.py. Their weights.bin has 64 bytes."""

import onnx
from onnx import TensorProto, helper


def external(name, location, offset=0, length=32):
    tensor = TensorProto(name=name, data_type=TensorProto.FLOAT, dims=[8])
    tensor.data_location = TensorProto.EXTERNAL
    for key, value in {"location": location, "offset": offset, "length": length}.items():
        tensor.external_data.add(key=key, value=str(value))
    return tensor


def model(nodes, weights=(), functions=()):
    x = helper.make_tensor_value_info("x", TensorProto.FLOAT, [8])
    y = helper.make_tensor_value_info("y", TensorProto.FLOAT, [8])
    graph = helper.make_graph(nodes, "net", [x], [y], initializer=weights)
    return helper.make_model(graph, functions=functions)


def add(weight):
    return helper.make_node("Add", ["x", weight], ["y"])


def constant(tensor):
    return helper.make_node("Constant", [], ["w"], value=tensor)


def save(name, made):
    with open(name, "wb") as file:  # onnx.save would look for the weights
        file.write(made.SerializeToString())


save("beside.onnx", model([add("a")], [external("a", "weights.bin"), external("b", "weights.bin", 32)]))
save("climbing.onnx", model([add("a")], [external("a", "../../weights.bin")]))
save("absolute.onnx", model([add("a")], [external("a", "/srv/weights.bin")]))
save("constant.onnx", model([constant(external("w", "weights.bin")), add("w")]))
branch = helper.make_graph(
    [constant(external("w", "weights.bin")), helper.make_node("Identity", ["w"], ["b"])],
    "branch", [], [helper.make_tensor_value_info("b", TensorProto.FLOAT, [8])])
save("branch.onnx", model([helper.make_node("If", ["c"], ["y"], then_branch=branch, else_branch=branch)]))
function = helper.make_function(
    "own", "Shift", ["x"], ["y"], [constant(external("w", "weights.bin")), add("w")],
    [helper.make_opsetid("", 18)])
save("function.onnx", model([helper.make_node("Shift", ["x"], ["y"], domain="own")], functions=[function]))

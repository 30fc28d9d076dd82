"""Makes `provision_network.onnx`: MiniLM is fine-tuned on our passages, and a network of two of its
layers learns to judge as it does, which reads at a fifth of the cost.

Only `make model` needs this package and its libraries; reading bills does not.
"""

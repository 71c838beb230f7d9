"""What PyInstaller takes of torch: its libraries and what is imported, not its headers, tests and every submodule."""

from PyInstaller.utils.hooks import PY_DYLIB_PATTERNS, collect_data_files, collect_dynamic_libs, collect_submodules

_TEST_LIBRARIES = ("jitbackend_test", "backend_with_compiler", "torchbind_test", "aoti_custom_ops")

# torch reads its own source for its settings and for overloads.
module_collection_mode = "pyz+py"
# Its optimizers, with which the networks adapt, import these by name.
hiddenimports = collect_submodules("torch._dynamo.polyfills")
binaries = [
    (source, folder)
    for source, folder in collect_dynamic_libs("torch", search_patterns=[*PY_DYLIB_PATTERNS, "*.so.*"])
    if not any(name in source for name in _TEST_LIBRARIES)
]
datas = collect_data_files("torch", includes=["bin/torch_shm_manager"])
bindepend_symlink_suppression = ["**/torch/lib/*.so*"]

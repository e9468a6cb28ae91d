"""Prints "NAME: MB_TO_FETCH MB_UNPACKED" for the torch wheel that this machine's package index will really serve.

usage: TORCH_CUDA_PACKAGES_MB=N wheel_size.py REQUIREMENT PIP-DOWNLOAD-OPTIONS...

The index decides whether it is the CPU build or a CUDA build with further packages. pip itself is asked, so its
configuration (mirrors, proxies, certificates) holds. pip has no public interface for that: when it changed, the sizes of
both builds are printed as a range instead.
"""

import os
import sys


def candidate_bytes(requirement, options):
    from pip._internal.commands import create_command
    from pip._internal.cli.cmdoptions import make_target_python

    command = create_command("download", isolated=False)
    parsed, _ = command.parse_args([*options, "--no-deps", requirement])
    with command.main_context():
        session = command.get_default_session(parsed)
        finder = command._build_package_finder(
            options=parsed, session=session, target_python=make_target_python(parsed), ignore_requires_python=True)
        name, _, version = requirement.partition("==")
        found = [each for each in finder.find_all_candidates(name)
                 if str(each.version).split("+")[0] == version and each.link.filename.endswith(".whl")]
        if not found:
            raise LookupError(requirement)
        best = max(found, key=lambda each: each.version)
        if best.link.is_file:
            return str(best.version), os.path.getsize(best.link.file_path)
        reply = session.head(best.link.url_without_fragment, allow_redirects=True)
        reply.raise_for_status()
        return str(best.version), int(reply.headers["Content-Length"])


def main():
    requirement, options = sys.argv[1], sys.argv[2:]
    try:
        version, size = candidate_bytes(requirement, options)
    except Exception as problem:  # pip's internals may change; the announcement must not stop the build
        print(f"LibTorch {requirement.partition('==')[2]} (size not known beforehand: CPU build 192 MB, CUDA build 2524 MB): 192 700")
        print(f"wheel_size: {problem}", file=sys.stderr)
        return
    megabytes = round(size / 1e6)
    if megabytes < 300:
        print(f"LibTorch {version}, CPU build: {megabytes} 700")
    else:
        total = megabytes + int(os.environ["TORCH_CUDA_PACKAGES_MB"])
        print(f"LibTorch {version}, the CUDA build, as the package index serves no other, with NVIDIA's libraries: {total} 6300")


main()

"""Kubernetes objects as Chartloom hands them around, and what it knows of Kubernetes itself."""

from chartloom.kube.manifest import Hook, Manifest
from chartloom.kube.order import INSTALL_ORDER, install_rank

__all__ = ["INSTALL_ORDER", "Hook", "Manifest", "install_rank"]

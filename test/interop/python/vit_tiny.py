"""timm's vit_tiny_patch16_224 (timm 0.9), with timm's tensor names, as its definition says.

timm is not in Debian. `check` compares this module with torchvision's VisionTransformer of the same sizes on
the same weights, so that it is not only our own reading of timm. What torchvision does not have is timm's
`dynamic_img_pad` (zeros below and to the right up to a multiple of 16) and `resample_abs_pos_embed` (bicubic,
antialias on).
"""
import torch
import torchvision
from torch import nn
from torch.nn import functional as F

WIDTH, LAYERS, HEADS, PATCH, GRID = 192, 12, 3, 16, 14


class PatchEmbed(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.proj = nn.Conv2d(channels, WIDTH, PATCH, PATCH)

    def forward(self, x):
        below, right = (-x.shape[2]) % PATCH, (-x.shape[3]) % PATCH
        return self.proj(F.pad(x, (0, right, 0, below)))


class Attention(nn.Module):
    def __init__(self):
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.proj = nn.Linear(WIDTH, WIDTH)

    def forward(self, x):
        batch, count, _ = x.shape
        depth = WIDTH // HEADS
        q, k, v = self.qkv(x).reshape(batch, count, 3, HEADS, depth).permute(2, 0, 3, 1, 4)
        shares = (q * depth**-0.5 @ k.transpose(-2, -1)).softmax(-1)
        return self.proj((shares @ v).transpose(1, 2).reshape(batch, count, WIDTH))


class Mlp(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(WIDTH, 4 * WIDTH)
        self.fc2 = nn.Linear(4 * WIDTH, WIDTH)

    def forward(self, x):
        return self.fc2(F.gelu(self.fc1(x)))


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-6)
        self.attn = Attention()
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-6)
        self.mlp = Mlp()

    def forward(self, x):
        x = x + self.attn(self.norm1(x))
        return x + self.mlp(self.norm2(x))


class VitTiny(nn.Module):
    def __init__(self, classes, channels=3):
        super().__init__()
        self.cls_token = nn.Parameter(torch.zeros(1, 1, WIDTH))
        self.pos_embed = nn.Parameter(torch.zeros(1, 1 + GRID**2, WIDTH))
        self.patch_embed = PatchEmbed(channels)
        self.blocks = nn.Sequential(*(Block() for _ in range(LAYERS)))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-6)
        self.head = nn.Linear(WIDTH, classes)

    def tokens(self, x):
        """All tokens behind the last normalization, and the grid of the patches."""
        x = self.patch_embed(x)
        rows, columns = x.shape[2:]
        x = torch.cat([self.cls_token.expand(len(x), -1, -1), x.flatten(2).transpose(1, 2)], 1)
        grid = self.pos_embed[:, 1:].reshape(1, GRID, GRID, WIDTH).permute(0, 3, 1, 2)
        if (rows, columns) != (GRID, GRID):
            grid = F.interpolate(grid, size=(rows, columns), mode="bicubic", antialias=True)
        positions = torch.cat([self.pos_embed[:, :1], grid.flatten(2).transpose(1, 2)], 1)
        return self.norm(self.blocks(x + positions)), (rows, columns)

    def maps(self, x):
        tokens, grid = self.tokens(x)
        return tokens[:, 1:].transpose(1, 2).reshape(len(x), WIDTH, *grid)

    def class_logits(self, x):
        """timm's own forward."""
        return self.head(self.tokens(x)[0][:, 0])

    def forward(self, x):
        """Ours: the classifier on the mean of the patch tokens."""
        return self.head(self.maps(x).mean((2, 3)))


def check(network):
    """torchvision's VisionTransformer on the weights of a float64 network of three channels gives its logits."""
    other = torchvision.models.VisionTransformer(
        16 * GRID, PATCH, LAYERS, HEADS, WIDTH, 4 * WIDTH, num_classes=network.head.out_features
    ).double()
    places = {
        "cls_token": "class_token",
        "pos_embed": "encoder.pos_embedding",
        "patch_embed.proj": "conv_proj",
        "norm": "encoder.ln",
        "head": "heads.head",
    }
    layers = {
        "norm1": "ln_1",
        "norm2": "ln_2",
        "attn.qkv": "self_attention.in_proj",
        "attn.proj": "self_attention.out_proj",
        "mlp.fc1": "mlp.0",
        "mlp.fc2": "mlp.3",
    }
    for block in range(LAYERS):
        for ours, theirs in layers.items():
            places[f"blocks.{block}.{ours}"] = f"encoder.layers.encoder_layer_{block}.{theirs}"
    state = {}
    for name, tensor in network.state_dict().items():
        module, _, kind = name.rpartition(".")
        name = places.get(name) or f"{places[module]}.{kind}"
        state[name.replace("in_proj.", "in_proj_")] = tensor
    # torchvision 0.14 counts the layers of its MLP as a sequence: linear, GELU, dropout, linear.
    other.load_state_dict(state)
    images = torch.linspace(-1, 1, 3 * 224 * 224, dtype=torch.float64).sin().reshape(1, 3, 224, 224)
    with torch.no_grad():
        assert torch.allclose(other.eval()(images), network.class_logits(images), rtol=1e-9)

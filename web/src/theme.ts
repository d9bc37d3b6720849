import { createTheme } from "@mantine/core";

/**
 * Dark, because radiographs are read in dark rooms; amber for what asks for attention, never alone: what is said
 * by colour is said in words too.
 */
export const theme = createTheme({
  primaryColor: "amber",
  // One for both: Mantine chooses the text upon a filled button by the shade of the light scheme.
  primaryShade: 5,
  autoContrast: true,
  respectReducedMotion: true,
  fontFamily: 'system-ui, "Noto Sans Arabic Variable", sans-serif',
  defaultRadius: "sm",
  colors: {
    amber: [
      "#fff6e8",
      "#fde9cb",
      "#fbd9a3",
      "#f8c67a",
      "#f5b45a",
      "#f0a04b",
      "#d98a36",
      "#b56f25",
      "#8a4b00",
      "#6b3a00",
    ],
    dark: [
      "#e8e6e1",
      "#cfccc5",
      "#b4b1a9",
      "#8b897f",
      "#4a4d53",
      "#34373c",
      "#26292d",
      "#1d1f22",
      "#131416",
      "#0c0d0e",
    ],
  },
});

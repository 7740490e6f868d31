/** The parts of the component library that the app uses, named in one place. Screens use the primitives beside this file. */
export {
  ActionIcon,
  Button,
  Checkbox,
  createTheme,
  Drawer,
  Kbd,
  MantineProvider,
  Modal,
  NativeSelect,
  Popover,
  Radio,
  SegmentedControl,
  Skeleton,
  Textarea,
  TextInput,
  useMantineColorScheme,
} from '@mantine/core';
export { useClipboard, useDebouncedCallback, useDebouncedValue, useElementSize, useMediaQuery } from '@mantine/hooks';
export { Spotlight, spotlight } from '@mantine/spotlight';
